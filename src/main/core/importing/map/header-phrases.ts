import type { Measure } from '../../../../shared/domain/amount.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'

/**
 * What column headers say, in English, French and Spanish, as text keys (see `textKey`: lower case, no accents, punctuation as
 * blanks). The longest phrase that occurs in a header decides. `weak` phrases are used for more than one thing.
 */

type Phrases = { readonly strong: readonly string[]; readonly weak?: readonly string[] }

export const fieldPhrases: Readonly<Partial<Record<Exclude<SubmissionField, 'amount'>, Phrases>>> = {
  identifier: {
    strong: ['project symbol', 'symbol', 'project id', 'grant id', 'activity id', 'award id', 'project number', 'project no', 'project code', 'grant number', 'reference number', 'funding organization id', 'symbole', 'symbole du projet', 'numero du projet', 'n du projet', 'no du projet', 'code projet', 'code du projet', 'identifiant', 'simbolo', 'simbolo del proyecto', 'codigo del proyecto', 'numero de proyecto', 'numero del proyecto', 'id del proyecto', 'dest project code'],
    weak: ['id', 'code', 'reference', 'ref', 'ref code', 'codigo', 'numero', 'entity', 'projet', 'proyecto', 'project'],
  },
  title: {
    strong: ['title', 'project title', 'grant title', 'activity title', 'project name', 'name of project', 'name of the project', 'titre', 'titre du projet', 'intitule', 'intitule du projet', 'nom du projet', 'titulo', 'titulo del proyecto', 'nombre del proyecto'],
    weak: ['project', 'projet', 'proyecto', 'activity', 'activite', 'actividad', 'programme', 'description', 'descriptif', 'descripcion', 'project description', 'objective', 'objetivo', 'objectif', 'auto translated title', 'name', 'nom', 'nombre'],
  },
  'partner-parent': {
    strong: ['parent dp funding institution', 'parent partner', 'parent donor', 'parent institution', 'parent organization', 'parent funding institution', 'partner group', 'donor category', 'partenaire principal', 'groupe de partenaires', 'organizacion matriz'],
    weak: ['parent'],
  },
  partner: {
    strong: ['donor', 'donors', 'donor name', 'donor agency', 'donor country', 'donor group', 'funding institution', 'funding agency', 'funding organization', 'funding source', 'source of funding', 'source of funds', 'fund source', 'resource partner', 'resource partners', 'financing institution', 'contributor', 'development partner', 'source organization', 'src organization', 'source objects organization name', 'government donor', 'bailleur', 'bailleurs', 'bailleur de fonds', 'bailleurs de fonds', 'source de financement', 'partenaire financier', 'partenaire fournissant des ressources', 'partenaire technique et financier', 'partenaire ressource', 'donateur', 'donateurs', 'contributeur', 'donante', 'donantes', 'fuente de financiamiento', 'fuente de financiacion', 'asociado en la aportacion de recursos', 'asociado que aporta recursos', 'organismo financiador', 'entidad financiadora', 'organismo donante', 'pais donante', 'cooperante'],
    weak: ['partner', 'partners', 'partenaire', 'partenaires', 'socio', 'asociado', 'financier', 'funding', 'fuente'],
  },
  country: {
    strong: ['country', 'recipient country', 'beneficiary country', 'country area', 'country name', 'destination objects location name', 'pays', 'pays beneficiaire', 'pais', 'pais beneficiario', 'pais receptor'],
    weak: ['recipient', 'dest locations', 'beneficiary', 'area'],
  },
  'executing-agency': { strong: ['executing agency', 'executing agencies', 'executing organization', 'agence d execution', 'agence executante', 'agencia ejecutora', 'organismo ejecutor', 'entidad ejecutora'], weak: ['agency', 'agence', 'agencia'] },
  'implementing-agency': {
    strong: ['implementing agency', 'implementing agencies', 'implementer', 'implementing partner', 'implementing organization', 'implementing org', 'agence de mise en oeuvre', 'partenaire de mise en oeuvre', 'agencia implementadora', 'entidad implementadora', 'organismo de ejecucion', 'dest organization', 'destination objects organization name'],
    weak: ['responsible organization', 'contractor', 'recipient org'],
  },
  modality: { strong: ['modality', 'funding modality', 'trust fund type', 'modalite', 'modalite de financement', 'modalidad', 'modalidad de financiacion', 'modalidad de financiamiento'], weak: ['programme type', 'fund type', 'project type', 'type de fonds'] },
  sector: { strong: ['sector', 'sectors', 'sector name', 'secteur', 'secteurs', 'technical area'], weak: ['primary sector', 'theme', 'tema', 'domaine'] },
  status: { strong: ['status', 'project status', 'financial status', 'statut', 'statut du projet', 'etat du projet', 'estado del proyecto', 'situacion del proyecto'], weak: ['etat', 'estado', 'situacion', 'phase'] },
  'approval-date': {
    strong: ['approval date', 'date of approval', 'date approved', 'approved on', 'signature date', 'date of signature', 'signing date', 'agreement date', 'date of agreement', 'commitment date', 'decision date', 'date d approbation', 'date de signature', 'date d engagement', 'date de l accord', 'fecha de aprobacion', 'fecha de firma', 'fecha de suscripcion', 'fecha de compromiso'],
    weak: ['date', 'fecha'],
  },
  'start-date': {
    strong: ['start date', 'project start date', 'date of start', 'starting date', 'actual start date', 'begin date', 'commencement date', 'effectiveness date', 'actual eod', 'eod', 'date de debut', 'date de demarrage', 'debut du projet', 'fecha de inicio', 'fecha inicio', 'fecha de comienzo'],
    weak: ['start', 'debut', 'inicio', 'from'],
  },
  'end-date': {
    strong: ['end date', 'closing date', 'completion date', 'original closing date', 'project original closing date', 'original completion date', 'original end date', 'termination date', 'actual nte', 'nte', 'date de fin', 'date de cloture', 'date d achevement', 'fin du projet', 'fecha de finalizacion', 'fecha de cierre', 'fecha de termino', 'fecha de terminacion', 'fecha fin'],
    weak: ['end', 'fin', 'until', 'closing'],
  },
  'revised-end-date': {
    strong: ['revised closing date', 'project revised closing date', 'revised end date', 'revised completion date', 'proposed completion date', 'extended to', 'extension date', 'date de fin revisee', 'date de cloture revisee', 'fecha de cierre revisada', 'fecha de finalizacion revisada', 'nueva fecha de cierre'],
  },
  year: { strong: ['year', 'fiscal year', 'budget year', 'approval year', 'calendar year', 'year of approval', 'biennium', 'annee', 'annee d approbation', 'exercice', 'exercice biennal', 'ano', 'ano de aprobacion', 'bienio', 'ejercicio'], weak: ['period', 'periode', 'periodo'] },
  'as-of-date': { strong: ['as of date', 'as at date', 'reporting date', 'data as of', 'date de situation', 'date de reference', 'date d arrete', 'situation au', 'fecha de corte', 'fecha del informe'], weak: ['as of', 'as at'] },
  currency: { strong: ['currency', 'currency code', 'original currency', 'agreement currency', 'devise', 'monnaie', 'code devise', 'moneda', 'divisa'] },
  'exchange-rate': { strong: ['exchange rate', 'rate of exchange', 'un rate of exchange', 'taux de change', 'taux de change operationnel', 'tipo de cambio', 'tasa de cambio'] },
  note: { strong: ['remarks', 'remark', 'note', 'notes', 'comments', 'comment', 'observations', 'remarques', 'commentaires', 'observaciones', 'comentarios', 'notas'] },
}

export const measurePhrases: Readonly<Record<Measure, Phrases>> = {
  approval: {
    strong: ['approved amount', 'amount approved', 'approved budget', 'approved contribution', 'approval', 'approvals', 'approved', 'grant amount', 'total budget', 'project budget', 'agreement amount', 'montant approuve', 'montants approuves', 'budget approuve', 'contribution approuvee', 'approbation', 'approbations', 'monto aprobado', 'importe aprobado', 'presupuesto aprobado', 'aprobado', 'aprobaciones', 'engagement approuve'],
    weak: ['amount', 'total amount', 'original amount', 'budget', 'contribution', 'contributions', 'funding', 'cost', 'costs', 'total cost', 'total costs', 'project cost', 'value', 'grant', 'montant', 'cout', 'cout du projet', 'cout total', 'financement', 'subvention', 'monto', 'importe', 'presupuesto', 'costo', 'costo total', 'aporte', 'aportes', 'contribucion', 'contribuciones', 'valor', 'financiamiento'],
  },
  revision: { strong: ['budget revision', 'revision du budget', 'revision presupuestaria', 'budget reduction'] },
  receipt: { strong: ['receipts', 'received', 'amount received', 'cash received', 'funds received', 'contributions received', 'montant recu', 'fonds recus', 'recettes', 'encaissements', 'monto recibido', 'fondos recibidos', 'recibido', 'ingresos'], weak: ['recu'] },
  commitment: { strong: ['commitment', 'commitments', 'committed', 'amount committed', 'committed amount', 'compromiso', 'compromisos', 'comprometido', 'monto comprometido'], weak: ['engagement', 'engagements', 'montant engage'] },
  delivery: { strong: ['delivery', 'delivered', 'amount delivered', 'total delivery', 'cumulative delivery', 'montant execute', 'execution financiere', 'ejecucion', 'ejecucion financiera', 'monto ejecutado', 'entrega'], weak: ['execution', 'ejecutado'] },
  disbursement: { strong: ['disbursement', 'disbursements', 'actual disbursement', 'disbursed', 'amount disbursed', 'utilization', 'utilisation', 'utilized', 'drawdown', 'decaissement', 'decaissements', 'montant decaisse', 'decaisse', 'desembolso', 'desembolsos', 'desembolsado', 'monto desembolsado'], weak: ['paid', 'payments', 'paiements', 'pagado'] },
  expenditure: { strong: ['expenditure', 'expenditures', 'expenses', 'expended', 'amount spent', 'actual expenditure', 'depense', 'depenses', 'montant depense', 'gasto', 'gastos', 'erogacion', 'erogaciones'], weak: ['spent', 'actuals'] },
  pledge: { strong: ['pledge', 'pledges', 'pledged', 'amount pledged', 'promesse', 'promesses', 'annonce de contribution', 'promesa', 'promesas', 'monto prometido'] },
  'in-kind': { strong: ['in kind', 'in kind value', 'en nature', 'contribution en nature', 'en especie', 'contribucion en especie'] },
  pipeline: { strong: ['pipeline', 'hard pipeline', 'soft pipeline'] },
  undelivered: { strong: ['undelivered', 'undelivered balance', 'unspent balance', 'remaining balance', 'balance available', 'solde', 'solde disponible', 'saldo', 'saldo disponible'], weak: ['balance'] },
  'unpaid-pledge': { strong: ['outstanding pledge', 'outstanding pledges', 'unpaid pledge', 'unpaid pledges', 'promesses non tenues', 'promesas pendientes'] },
}

/** Columns that look like money, dates or a status and are none that a register of contributions keeps; any of the phrases in the header is enough. */
export const ignoredPhrases: readonly { readonly reason: 'reason.target' | 'reason.rate' | 'reason.physical' | 'reason.requirement' | 'reason.bookkeeping'; readonly phrases: readonly string[] }[] = [
  { reason: 'reason.target', phrases: ['target', 'targets', 'planned disbursement', 'planned disbursements', 'forecast', 'projection', 'projected', 'cible', 'prevision', 'previsions', 'decaissement prevu', 'meta', 'metas', 'desembolso previsto', 'programado'] },
  { reason: 'reason.rate', phrases: ['utilization rate', 'rate', 'percent', 'percentage', 'pct', 'ratio', 'time elapsed', 'share', 'taux', 'pourcentage', 'part', 'tasa', 'porcentaje', 'covered', 'te ur'] },
  { reason: 'reason.physical', phrases: ['physical', 'physical implementation', 'physical status', 'physique', 'fisico', 'fisica', 'avance fisico'] },
  { reason: 'reason.requirement', phrases: ['requirement', 'requirements', 'unmet', 'besoins', 'funding gap', 'gap', 'requerimientos', 'necesidades'] },
  { reason: 'reason.bookkeeping', phrases: ['created at', 'created on', 'activity created on', 'updated at', 'updated on', 'activity updated on', 'last modified', 'date de creation', 'date de modification', 'fecha de creacion', 'first reported date', 'final date for contracting'] },
]

/** Words that make a date or an amount a plan rather than a fact. */
export const plannedWords: readonly string[] = ['planned', 'proposed', 'expected', 'estimated', 'prevu', 'prevue', 'prevus', 'prevues', 'previsto', 'prevista', 'estimado', 'estimada', 'anticipated']
/** Words that make a figure life-to-date. */
export const cumulativeWords: readonly string[] = ['cumulative', 'cumulated', 'to date', 'as of', 'as at', 'utilization', 'utilisation', 'utilized', 'total delivery', 'cumul', 'cumule', 'cumulee', 'a ce jour', 'acumulado', 'acumulada', 'a la fecha', 'life to date', 'inception']
