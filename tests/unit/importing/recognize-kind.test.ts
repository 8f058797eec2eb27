import { describe, expect, test } from 'vitest'
import { submissionKinds, type SubmissionKind } from '../../../src/shared/domain/kinds.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { kindsOfTable, recognizeKind } from '../../../src/main/core/importing/map/recognize-kind.ts'
import { stampText } from '../../../src/main/core/importing/map/template-tags.ts'
import { firstTable, grantList, sheetRows, type TestValue } from './sheet-rows.ts'

const recognize = (headers: string, { captions = [], samples = [], sheetName = 'Sheet1' }: { captions?: readonly string[]; samples?: readonly (readonly string[])[]; sheetName?: string } = {}) =>
  recognizeKind({ columns: headers.split('|').map((header, column) => ({ column, header })), samples: new Map(samples.map((texts, column) => [column, texts])), sheetName, captions })
const first = (headers: string, background = {}): SubmissionKind | undefined => recognize(headers, background)[0]?.kind

describe('lists as systems and offices write them', () => {
  test.each<[SubmissionKind, string]>([
    ['project-contributions', 'Grant ID|Grant Title|Funding Institution|Executing Agency|Grant Amount (in US$)|Grant Amount (in PhP)|Utilization (in US$)|Project Start Date|Sector|Region|Physical Status|Utilization Rate'],
    ['project-contributions', 'project_id|Funding Source|Implementer|Sector|Sub-Sector|Province|Year|Committed (USD)|Disbursed (USD)'],
    ['project-contributions', 'Projet|Descriptif|Année|Source de Financement|Coût du Projet (USD)|Engagement de GdB (USD)|Décaissement du GdB (USD)|Région|Secteur'],
    ['project-contributions', 'project_id|Objective|Project Description|Donor Commitment Date|Donor Group|Donor Type|Funding Organization Id|Type Of Assistance|Primary Sector Sub-Sector|Executing Agency|Total Costs'],
    ['project-contributions', 'date|budgetYear|description|amountUSD|srcOrganization|destPlan|destOrganization|destLocations|destProjectCode|contributionType|flowType|status|originalAmount|originalCurrency|exchangeRate|id|refCode'],
    ['project-contributions', 'Symbol|Donor|Approved (USD)|Delivered (USD)'],
    ['project-contributions', 'Symbol|Donor|Approved|Received|Balance'],
    ['project-contributions', '项目编号|项目名称|捐助方|受援国|批准金额（美元）|批准日期'],
    ['approvals-delivery', 'Entity code|Project symbol|Title|Budget holder|EOD|NTE|Total budget|Delivery 2010|Delivery 2011|Pipeline hard'],
    ['receipts', 'Donor|Symbol|Date received|Amount received (EUR)|Exchange rate'],
    ['receipts', 'Bailleur|Symbole|Date du versement|Montant versé|Tranche'],
    ['receipts', 'الجهة المانحة|رمز المشروع|تاريخ الاستلام|المبلغ المستلم'],
    ['agreements', 'Agreement no.|Partner|Signature date|Amount|Currency|PSC rate|Report due|Due date|Submitted'],
    ['agreements', 'Convenio|Donante|Tipo de informe|Fecha de vencimiento|Fecha de presentación'],
    ['net-appropriation', 'SO|OR|Title|Net appropriation|Core voluntary|Field programme'],
    ['pipeline', 'Concept note title|Country|Potential donor|Proposed budget (USD)|Probability|Expected date'],
    ['pipeline', 'Titre de la note conceptuelle|Pays|Bailleur potentiel|Montant demandé|Probabilité'],
    ['in-kind', 'Provider country|Description|Quantity|Unit|Estimated value (USD)|Basis of valuation'],
    ['requirements', 'project_id|project_code|implementing_org|recipient_org|Original requirements USD|Revised requirements USD|Funding USD|% Covered|Unmet requirements USD|Outstanding pledges USD|recipient_org'],
    ['requirements', 'countryCode|id|name|code|startDate|endDate|year|clusterCode|cluster|requirements|funding|percentFunded'],
    ['requirements', 'Domaine prioritaire|Effet|Requis (USD)|Disponible (USD)|Écart (USD)'],
    ['requirements', 'Área|Requerido|Disponible|Brecha'],
    ['requirements', '优先领域|所需资金|可用资金|资金缺口'],
    ['partner-priorities', 'Resource partner|Priority theme|Region|Level of interest|Source'],
    ['aid-flows', 'Year|donorcode|donorname|agencycode|crsid|recipientcode|recipientname|flowcode|finance_t|aid_t|usd_commitment|usd_disbursement|projecttitle|purposecode|sectorcode|channelcode'],
    ['aid-flows', 'date|donor|recipient|sum_amount_usd_constant|purpose'],
    ['accountability', 'Activity|Post|RACI|Ceiling'],
    ['work-plan', 'OUTCOMES|OUTPUTS|Key Activities|Highlights to date'],
    ['work-plan', 'Produit|Activités clés|Responsable|Échéance|Statut|Faits saillants'],
  ])('%s: %s', (kind, headers) => expect(first(headers)).toBe(kind))
})

test('values speak: letters of responsibility under the names of offices', () => {
  expect(first('Activity|FAOR|RR|TCSR', { samples: [['Lead negotiations'], ['R', 'A'], ['A', 'C/I'], ['I']] })).toBe('accountability')
  expect(first('Activity|FAOR|RR|TCSR', { samples: [['Lead negotiations'], ['5', '6']] })).toBe('project-contributions')
})
test('the name of the sheet and the title above tip the balance', () => {
  const headers = 'Symbol|Title|Donor|Amount (USD)'
  expect(first(headers)).toBe('project-contributions')
  expect(recognize(headers, { captions: ['HARD PIPELINE AS OF JUNE 2011'] }).find(({ kind }) => kind === 'pipeline')?.confidence).toBeGreaterThan(0.3)
  expect(first('Title|Country|Amount (USD)', { sheetName: 'Concept notes' })).toBe('pipeline')
  expect(first('Partner|Amount', { captions: ['Contributions en nature et coopération Sud-Sud'] })).toBe('in-kind')
})
test('nothing speaks: contributions, with little confidence and saying so', () => {
  const [guess] = recognize('Colour|Shape|Weight')
  expect(guess).toMatchObject({ kind: 'project-contributions', reason: { key: 'reason.kind-default' } })
  expect(guess?.confidence).toBeLessThan(0.35)
})
test('every guess names what spoke, in words that exist, surest first and above a tenth', () => {
  for (const headers of ['Agreement no.|Partner|Signature date|Amount|PSC rate|Report due', 'Symbol|Donor|Approved|Received|Balance', 'x|y']) {
    const guesses = recognize(headers)
    expect(guesses.map(({ confidence }) => confidence)).toEqual(guesses.map(({ confidence }) => confidence).sort((a, b) => b - a))
    for (const { confidence, reason } of guesses) {
      expect(confidence).toBeGreaterThan(0.1)
      const key = Object.keys(en).find((known): known is keyof typeof en => known === reason.key)
      if (!key) throw new Error(reason.key)
      for (const locale of ['en', 'fr'] as const) expect(formatMessage(locale, key, reason.params)).not.toMatch(/[{}]/)
    }
  }
  expect(recognize('Agreement no.|Partner|Report due')[0]?.reason.params['columns']).toBe('Agreement no., Report due')
})

describe('of a table of a sheet', () => {
  const kinds = (matrix: readonly (readonly TestValue[])[], name = 'Sheet1') => {
    const rows = sheetRows(matrix)
    return kindsOfTable(firstTable(rows, matrix.length), rows, name)
  }
  test('the list of grants', () => expect(kinds(grantList)[0]).toMatchObject({ kind: 'project-contributions' }))
  test('captions are read, rows of data are not', () => {
    expect(kinds([['Receipts of the quarter'], [], ['Donor', 'Symbol', 'Amount (USD)', 'Deposit slip'], ['Japan', 'GCP/PHI/001/JPN', 5, 'x1'], ['Canada', 'GCP/PHI/002/CAN', 6, 'x2']])[0]?.kind).toBe('receipts')
    expect(kinds([['Donor', 'Title', 'Amount (USD)'], ['Japan', 'RACI, accountability and in-kind receipts', 5], ['Canada', 'Concept note on pipeline', 6]])[0]?.kind).toBe('project-contributions')
  })
  test.each(submissionKinds)('a template says that it is one of %s', (kind) => {
    expect(kinds([[stampText(kind, { field: 'partner' }), 'amount'], ['Donor', 'Amount (USD)'], ['Japan', 5], ['Canada', 7]])[0]).toEqual({ kind, confidence: 1, reason: { key: 'reason.kind-template', params: {} } })
  })
})
