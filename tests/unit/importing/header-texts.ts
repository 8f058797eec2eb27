import type { SubmissionKind } from '../../../src/shared/domain/kinds.ts'

/** Headers as real lists write them, and what a person reads in them: a field, `amount:measure`, or `-` for nothing that is kept. */
export const headerTexts: readonly (readonly [kind: SubmissionKind, texts: readonly (readonly [header: string, meaning: string])[]])[] = [
  ['project-contributions', [
    // English, of grant lists and aid management systems
    ['Grant ID', 'identifier'], ['Project Symbol', 'identifier'], ['project_id', 'identifier'], ['Funding Organization Id', 'identifier'], ['Grant Title', 'title'], ['Project name', 'title'], ['Funding Institution', 'partner'],
    ['Funding Source', 'partner'], ['Resource Partner', 'partner'], ['Donor Group', 'partner'], ['Donor Type', 'partner-type'], ['Parent DP/Funding Institution', 'partner-parent'], ['Executing Agency', 'executing-agency'],
    ['Implementer', 'implementing-agency'], ['Implementor_en', 'implementing-agency'], ['Grant Amount   \n(in US$)\nas of December 2015', 'amount:approval'], ['Utilization\n(in PhP)\nas of December 2015', 'amount:disbursement'],
    ['Project Start Date\n(Financial)', 'start-date'], ['Project Original Closing Date\n(Financial)', 'end-date'], ['Project Revised Closing Date\n(Financial)', 'revised-end-date'], ['Utilization Rate', '-'], ['TE - UR', '-'],
    ['Disbursement Target (Jan-June 2016) in US$', '-'], ['As of Date', 'as-of-date'], ['Committed (USD)', 'amount:commitment'], ['Disbursed (USD)', 'amount:disbursement'], ['Total Costs', 'amount:approval'], ['Responsible Organization', 'responsible'],
    ['Type Of Assistance', 'aid-type'], ['Primary Sector Sub-Sector', 'purpose'], ['Donor Commitment Date', 'approval-date'], ['Activity Created On', '-'], ['Financial > Commitment > 2012 > USD', 'amount:commitment'],
    ['CORE FIELDS > Grant Title', 'title'], ['PSC rate', 'support-cost-rate'], ['Support cost rate (%)', 'support-cost-rate'], ['Earmarking', 'earmarking'], ['Trust fund type', 'modality'], ['Outstanding pledges', 'amount:unpaid-pledge'],
    ['Funding gap', '-'], ['Requirements (USD)', '-'], ['Remarks', 'note'], ['Exchange rate', 'exchange-rate'],
    // Humanitarian funding databases
    ['amountUSD', 'amount:approval'], ['srcOrganization', 'partner'], ['srcOrganizationTypes', 'partner-type'], ['destOrganization', 'implementing-agency'], ['destLocations', 'country'], ['destProjectCode', 'identifier'], ['budgetYear', 'year'],
    ['originalAmount', 'amount:approval'], ['originalCurrency', 'currency'], ['decisionDate', 'approval-date'], ['firstReportedDate', '-'], ['sourceObjects_Organization.name', 'partner'], ['destinationObjects_Location.name', 'country'],
    // French
    ['Symbole du projet', 'identifier'], ['N° du projet', 'identifier'], ['Intitulé', 'title'], ['Bailleur de fonds', 'partner'], ['Source de Financement', 'partner'], ['Partenaire fournissant des ressources', 'partner'], ['Type de bailleur', 'partner-type'],
    ['Agence d’Exécution (1er Niveau)', 'executing-agency'], ['Coût du Projet (USD)', 'amount:approval'], ['Décaissement du GdB (USD)', 'amount:disbursement'], ['Montant approuvé (en milliers de dollars)', 'amount:approval'],
    ['Dépenses effectives', 'amount:expenditure'], ['Contributions annoncées', 'amount:pledge'], ["Date d'Approbation Prévue", 'approval-date'], ['Date de Fin Effective', 'end-date'], ['Année', 'year'], ['Région', 'region'], ['Secteur', 'sector'],
    ['Taux de change', 'exchange-rate'], ['Devise', 'currency'], ['Observations', 'note'], ['Solde non exécuté', 'amount:undelivered'], ['Taux d’exécution (%)', '-'],
    // Spanish
    ['Símbolo del proyecto', 'identifier'], ['Título del proyecto', 'title'], ['Donante', 'partner'], ['Asociado en la aportación de recursos', 'partner'], ['Tipo de donante', 'partner-type'], ['País beneficiario', 'country'], ['Organismo ejecutor', 'executing-agency'],
    ['Monto aprobado (USD)', 'amount:approval'], ['Monto comprometido', 'amount:commitment'], ['Desembolsos', 'amount:disbursement'], ['Gastos efectivos', 'amount:expenditure'], ['Saldo disponible', 'amount:undelivered'], ['Fecha de firma', 'approval-date'],
    ['Fecha de cierre', 'end-date'], ['Tipo de cambio', 'exchange-rate'], ['Moneda', 'currency'], ['Estado del proyecto', 'status'], ['Observaciones', 'note'], ['Objetivo estratégico', 'strategic-objective'],
    // Portuguese
    ['Título do Projeto', 'title'], ['Doador', 'partner'], ['País Beneficiário', 'country'], ['Situação', 'status'], ['Situacao Projeto', 'status'], ['Ano Projeto Sap', 'year'], ['Valor Aprovado (R$)', 'amount:approval'], ['Montante desembolsado', 'amount:disbursement'],
    ['Agência executora', 'executing-agency'], ['Data de Início', 'start-date'], ['Data de Término', 'end-date'], ['Moeda', 'currency'], ['Taxa de câmbio', 'exchange-rate'], ['Observações', 'note'],
    // Arabic, with and without hamza and vowel signs
    ['رمز المشروع', 'identifier'], ['عنوان المشروع', 'title'], ['الجهة المانحة', 'partner'], ['الشركاء في الموارد', 'partner'], ['البلد المستفيد', 'country'], ['المبلغ المعتمد (بآلاف الدولارات)', 'amount:approval'], ['الإلتزامات', 'amount:commitment'],
    ['المصروفات', 'amount:expenditure'], ['المبلغ المستلم', 'amount:receipt'], ['تاريخ الموافقة', 'approval-date'], ['تاريخ البدء', 'start-date'], ['العملة', 'currency'], ['سعر الصرف', 'exchange-rate'], ['ملاحظات', 'note'], ['الوكالة المنفّذة', 'executing-agency'],
    ['الهدف الإستراتيجي', 'strategic-objective'],
    // Chinese
    ['项目编号', 'identifier'], ['项目名称', 'title'], ['捐助方', 'partner'], ['受援国', 'country'], ['批准金额（美元）', 'amount:approval'], ['承诺金额', 'amount:commitment'], ['支出金额(美元)', 'amount:expenditure'], ['已收金额', 'amount:receipt'],
    ['批准日期', 'approval-date'], ['开始日期', 'start-date'], ['币种', 'currency'], ['汇率', 'exchange-rate'], ['执行机构', 'executing-agency'], ['状态', 'status'], ['备注', 'note'], ['战略目标', 'strategic-objective'], ['供资方式', 'modality'],
  ]],
  ['approvals-delivery', [
    ['Entity code', 'entity-code'], ['Budget holder', 'responsible'], ['EOD', 'start-date'], ['NTE', 'end-date'], ['Total budget', 'amount:approval'], ['Delivery', 'amount:delivery'], ['Pipeline hard', 'amount:pipeline'], ['Soft pipeline', 'amount:pipeline'],
    ['LTO', 'person'], ['Month', 'month'], ['Budget revision', 'amount:revision'], ['Undelivered balance', 'amount:undelivered'], ['Exécution cumulée', 'amount:delivery'], ['Ejecución financiera', 'amount:delivery'],
  ]],
  ['receipts', [
    ['Date received', 'receipt-date'], ['Instalment no.', 'instalment'], ['Amount (EUR)', 'amount:receipt'], ['Montant versé', 'amount:receipt'], ['Date du versement', 'receipt-date'], ['Deposit slip', 'document'], ['تاريخ الاستلام', 'receipt-date'], ['到账日期', 'receipt-date'],
    ['Tranche', 'instalment'], ['Fecha de depósito', 'receipt-date'],
  ]],
  ['agreements', [
    ['Agreement number', 'agreement'], ['Report due', 'report-type'], ['Report due date', 'due-date'], ['Date sent', 'submitted-date'], ['Convention de financement', 'agreement'], ['Type de rapport', 'report-type'], ['Échéance', 'due-date'], ['Visibility obligations', 'condition'],
    ['Fecha de vencimiento', 'due-date'], ['协议编号', 'agreement'],
  ]],
  ['net-appropriation', [
    ['SO', 'strategic-objective'], ['OR code', 'organizational-result'], ['Net Appropriation', 'amount:net-appropriation'], ['Core voluntary and other', 'amount:planned-core'], ['Field programme and assistance to member states', 'amount:planned-field'],
    ['Planned voluntary contributions (USD 000)', 'amount:planned-field'], ['Ouverture de crédits nette', 'amount:net-appropriation'], ['Consignación neta', 'amount:net-appropriation'],
  ]],
  ['pipeline', [
    ['Concept note title', 'title'], ['Potential donor', 'partner'], ['Proposed budget (USD)', 'amount:pipeline'], ['Probability (%)', 'probability'], ['Expected approval date', 'expected-date'], ['Hard or soft', 'status'], ['Montant demandé', 'amount:pipeline'], ['Probabilité', 'probability'],
    ['Budget', 'amount:pipeline'],
  ]],
  ['in-kind', [
    ['Description of contribution', 'description'], ['Quantity', 'quantity'], ['Unit of measure', 'unit'], ['Basis of valuation', 'valuation-basis'], ['Estimated value (USD)', 'amount:in-kind'], ['Person-months', 'quantity'], ['Provider country', 'partner'],
    ['Valeur estimée', 'amount:in-kind'], ['实物价值', 'amount:in-kind'],
  ]],
  ['requirements', [
    ['Original requirements USD', 'amount:requirement'], ['Revised requirements USD', 'amount:requirement'], ['Funding USD', 'amount:available'], ['% Covered', '-'], ['Unmet requirements USD', 'amount:gap'], ['Outstanding pledges USD', 'amount:unpaid-pledge'],
    ['implementing_org', 'implementing-agency'], ['recipient_org', 'implementing-agency'], ['Required', 'amount:requirement'], ['Available', 'amount:available'], ['Gap', 'amount:gap'], ['Requis', 'amount:requirement'], ['Disponible', 'amount:available'], ['Écart', 'amount:gap'],
    ['Requerido', 'amount:requirement'], ['Brecha', 'amount:gap'], ['Necessário', 'amount:requirement'], ['Défice', 'amount:gap'], ['المطلوب', 'amount:requirement'], ['المتاح', 'amount:available'], ['الفجوة', 'amount:gap'], ['所需资金', 'amount:requirement'], ['资金缺口', 'amount:gap'],
    ['CPF Outcome', 'outcome'], ['Output', 'output'],
  ]],
  ['partner-priorities', [['Priority themes', 'theme'], ['Level of interest', 'strength'], ['Priority geographical areas', 'region'], ['Profile date', 'document-date'], ['Issues to be observed', 'condition'], ['Priorités énoncées', 'theme'], ['优先事项', 'theme']]],
  ['aid-flows', [
    ['DonorName', 'partner'], ['donorname', 'partner'], ['agencyname', 'agency'], ['crsid', 'identifier'], ['recipientname', 'country'], ['RecipientName', 'country'], ['regionname', 'region'], ['flowcode', 'flow-type'], ['finance_t', 'finance-type'], ['aid_t', 'aid-type'],
    ['bi_multi', 'partner-type'], ['usd_commitment', 'amount:commitment'], ['usd_disbursement_defl', 'amount:disbursement'], ['usd_received', 'amount:receipt'], ['usd_amountuntied', '-'], ['usd_IRTC', '-'], ['purposecode', 'purpose'], ['PurposeCode', 'purpose'],
    ['sectorname', 'sector'], ['channelcode', 'channel'], ['channelreportedname', 'channel'], ['projecttitle', 'title'], ['shortdescription', 'description'], ['expectedstartdate', 'start-date'], ['completiondate', 'end-date'], ['initialreport', '-'], ['donor', 'partner'],
    ['recipient', 'country'], ['sum_amount_usd_constant', 'amount:commitment'],
  ]],
  ['accountability', [
    ['Key activity', 'activity'], ['Post title', 'post'], ['RACI', 'assignment'], ['Responsibility', 'responsibility'], ['Level', 'level'], ['Delegation ceiling (USD)', 'ceiling'], ['Valid from', 'valid-from'], ['Valable jusqu’au', 'valid-to'], ['Plafond de délégation', 'ceiling'],
  ]],
  ['work-plan', [
    ['OUTCOMES', 'outcome'], ['OUTPUTS', 'output'], ['Key Activities', 'activity'], ['Highlights to date', 'highlights'], ['Responsible', 'responsible'], ['% complete', 'progress'], ['Activités clés', 'activity'], ['Faits saillants', 'highlights'], ['Aspectos destacados', 'highlights'],
    ['主要活动', 'activity'], ['الأنشطة الرئيسية', 'activity'], ['Due date', 'due-date'],
  ]],
]
