import type { ColumnMeasure, SubmissionField, SubmissionKind } from '../../../../shared/domain/kinds.ts'

/** What speaks for a kind: fields and measures of its columns, and words in the sheet's name and the texts above the table. */
export interface KindSignals {
  readonly fields: Readonly<Partial<Record<SubmissionField, number>>>
  readonly measures: Readonly<Partial<Record<ColumnMeasure, number>>>
  /** Money without a measure. */
  readonly money?: number
  /** Cells that hold R, A, C, I or S; headers that are months; amounts at constant prices. */
  readonly letters?: number
  readonly months?: number
  readonly constantPrices?: number
  /** Phrases, parted by commas. */
  readonly words: string
  /** Without one of these nothing of it counts. */
  readonly core: readonly (SubmissionField | ColumnMeasure | 'letters' | 'months' | 'words')[]
}

/** Project contributions are what a list is where nothing speaks for another kind. */
export const defaultPoints = 0.35

/** Points are chosen so that two signs of a kind's own outweigh a plain list of contributions (about 1.3). */
export const kindSignals: Readonly<Record<SubmissionKind, KindSignals>> = {
  'project-contributions': {
    fields: { identifier: 0.2, partner: 0.3, title: 0.1 },
    measures: { approval: 0.4, commitment: 0.4, disbursement: 0.2, pledge: 0.3, 'unpaid-pledge': 0.1 },
    money: 0.2,
    words: 'voluntary contributions, grants, donor contributions, project list, list of projects, contributions volontaires, liste des projets, contribuciones voluntarias, lista de proyectos, contribuições voluntárias, projetos por país, المساهمات الطوعية, 自愿捐款',
    core: [],
  },
  'approvals-delivery': {
    fields: { identifier: 0.2, 'entity-code': 0.6, responsible: 0.3, month: 0.6, person: 0.1 },
    measures: { delivery: 0.4, approval: 0.2, undelivered: 0.2, revision: 0.2, expenditure: 0.1 },
    months: 0.6,
    words: 'fpmis, field programme delivery, approvals and delivery, delivery report, delivery by month, monthly delivery, exécution du programme de terrain, approbations et exécution, ejecución del programa de campo, aprobaciones y ejecución, execução do programa de campo, تنفيذ البرنامج الميداني, 实地计划交付',
    core: ['entity-code', 'month', 'months', 'words'],
  },
  receipts: {
    fields: { 'receipt-date': 0.9, instalment: 0.3, partner: 0.2, document: 0.1, identifier: 0.1 },
    measures: { receipt: 0.9, approval: -0.6, delivery: -0.5, commitment: -0.5, disbursement: -0.5 },
    words: 'receipts, contributions received, cash received, encaissements, contributions reçues, versements reçus, contribuciones recibidas, ingresos recibidos, recebimentos, contribuições recebidas, المقبوضات, المساهمات المقبوضة, 收款, 已收捐款',
    core: ['receipt', 'receipt-date', 'words'],
  },
  agreements: {
    fields: { agreement: 0.9, 'due-date': 0.7, 'report-type': 0.8, 'submitted-date': 0.4, condition: 0.3, instalment: 0.3, 'support-cost-rate': 0.2, partner: 0.2 },
    measures: {},
    words: 'agreements, reports due, reporting schedule, donor reports, accords, conventions, rapports dus, rapports à remettre, acuerdos, convenios, informes pendientes, acordos, relatórios devidos, الاتفاقيات, التقارير المطلوبة, 协议清单, 应交报告',
    core: ['agreement', 'report-type', 'due-date'],
  },
  'net-appropriation': {
    fields: { 'organizational-result': 0.4, 'strategic-objective': 0.4 },
    measures: { 'net-appropriation': 1.3, 'planned-core': 0.9, 'planned-field': 0.5 },
    words: 'net appropriation, programme of work and budget, pwb, resources by strategic objective, programme de travail et budget, ouvertures de crédits, programa de trabajo y presupuesto, consignaciones, programa de trabalho e orçamento, برنامج العمل والميزانية, 工作计划和预算',
    core: ['net-appropriation', 'planned-core', 'words'],
  },
  pipeline: {
    fields: { probability: 1, 'expected-date': 0.5, title: 0.1, partner: 0.1 },
    measures: { pipeline: 1, delivery: -0.5, disbursement: -0.5 },
    words: 'pipeline, concept notes, concept note, hard pipeline, soft pipeline, proposals, notes conceptuelles, note conceptuelle, projets en préparation, réserve de projets, notas conceptuales, nota conceptual, proyectos en preparación, notas conceituais, projetos em preparação, المذكرات المفاهيمية, المشاريع قيد الإعداد, 储备项目, 概念说明',
    core: ['pipeline', 'probability', 'words'],
  },
  'in-kind': {
    fields: { quantity: 0.8, unit: 0.4, 'valuation-basis': 1, partner: 0.2, description: 0.1 },
    measures: { 'in-kind': 1 },
    words: 'in kind, south south, south south cooperation, en nature, sud sud, coopération sud sud, en especie, sur sur, em espécie, sul sul, عينية, الجنوب الجنوب, 实物, 南南, 南南合作',
    core: ['in-kind', 'valuation-basis', 'quantity', 'words'],
  },
  requirements: {
    fields: { programme: 0.2, outcome: 0.2, output: 0.2, sector: 0.1 },
    measures: { requirement: 1, gap: 0.9, available: 0.6, 'unpaid-pledge': 0.1 },
    words: 'resource requirements, requirements, funding gap, resource mobilization targets, appeal, besoins en ressources, besoins de financement, requerimientos, necesidades de recursos, necesidades de financiación, necessidades de recursos, الاحتياجات, احتياجات التمويل, 资金需求, 资源需求',
    core: ['requirement', 'gap', 'words'],
  },
  'partner-priorities': {
    fields: { theme: 0.8, strength: 1, partner: 0.3, 'document-date': 0.3, condition: 0.2, region: 0.1 },
    measures: { approval: -0.6, commitment: -0.6, disbursement: -0.6, requirement: -0.6, pipeline: -0.6 },
    money: -0.5,
    words: 'partner priorities, donor priorities, priorities of partners, resource partner profiles, partner profiles, priorités des partenaires, priorités des bailleurs, prioridades de los donantes, prioridades dos doadores, أولويات الشركاء, أولويات المانحين, 伙伴优先重点, 捐助方优先事项',
    core: ['theme', 'strength', 'words'],
  },
  'aid-flows': {
    fields: { purpose: 0.8, channel: 0.8, 'flow-type': 0.5, 'finance-type': 0.6, 'aid-type': 0.3, agency: 0.4, 'price-base': 0.4, country: 0.1, partner: 0.2, year: 0.1 },
    measures: { commitment: 0.2, disbursement: 0.2 },
    constantPrices: 0.5,
    words: 'crs, creditor reporting system, oda flows, aid flows, official development assistance, aide publique au développement, flux d’aide, ayuda oficial al desarrollo, ajuda pública ao desenvolvimento, المساعدة الإنمائية الرسمية, 官方发展援助',
    core: ['purpose', 'channel', 'words'],
  },
  accountability: {
    fields: { assignment: 0.8, post: 0.5, responsibility: 0.5, level: 0.3, ceiling: 0.6, 'valid-from': 0.3, 'valid-to': 0.2, activity: 0.2 },
    measures: { approval: -0.6, commitment: -0.6, disbursement: -0.6 },
    letters: 1.3,
    words: 'raci, accountability, accountabilities, responsibilities, delegation of authority, delegations of authority, roles and responsibilities, responsabilités, obligation redditionnelle, délégation de pouvoirs, rendición de cuentas, responsabilidades, delegación de autoridad, المساءلة, 问责, 职责分工',
    core: ['assignment', 'letters', 'responsibility', 'words'],
  },
  'work-plan': {
    fields: { highlights: 1.2, activity: 0.6, outcome: 0.4, output: 0.4, progress: 0.4, responsible: 0.2, 'due-date': 0.2, status: 0.1 },
    measures: { requirement: -0.2, approval: -0.4, commitment: -0.4, disbursement: -0.4 },
    words: 'work plan, workplan, action plan, plan de travail, plan d’action, plan de trabajo, plan de acción, plano de trabalho, plano de ação, خطة العمل, 工作计划, 行动计划',
    core: ['highlights', 'activity', 'output', 'words'],
  },
}
