/**
 * Every procedure of the contract under hostile input: a sound request in which each value in turn is replaced by what a broken
 * or malicious page could send. The answer is always a value or a refusal in words, never an unexpected failure, and the core goes on.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../src/shared/contract/index.ts'
import type { AppError } from '../../../src/shared/result.ts'
import { expectClear, goodBook, openDesk, type Desk } from './desk.ts'

let desk: Desk
/** A sound request of every procedure. */
const sound = new Map<string, unknown>()
let other: Desk
let foreign = ''

beforeAll(async () => {
  desk = await openDesk()
  other = await openDesk()
  foreign = await other.token('foreign.xlsx', goodBook())
  const { workspace } = desk
  const file = await desk.token('grants.xlsx', goodBook(6))
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
  const first = await desk.ask('submissions.stage', { workspace, file, mapping, decisions: [] })
  await desk.ask('submissions.commit', { workspace, batch: first.batch })
  const { batch } = await desk.stage(await desk.token('more.xlsx', goodBook(9)))
  const page = { offset: 0, limit: 10, sort: { key: 'title', direction: 'asc' }, search: 'seeds' }
  const spec = { measure: 'approval', columns: 'year', level: 'partner', countingRule: 'everything', countries: ['PHL'], modalities: ['GCP'], fromYear: 2010, toYear: 2013 }
  const annex = { name: 'voluntary-contributions-by-partner', biennium: 2010, measure: 'approval', unit: 'usd-million', ranks: 5, countingRule: 'voluntary-contributions', locale: 'en', audience: 'internal' }
  const mapped = { workspace, file, mapping: { ...mapping, columns: mapping.columns.slice(0, 2).map((column) => ({ ...column, sameMoneyAs: 1, scale: 1000, dateOrder: 'dmy', samples: ['x'] })), constants: { country: 'PHL', office: 'HQ' } }, decisions: [{ text: 'Japan', from: 'column', partnerKey: 'JPN' }], values: [{ type: 'country', text: 'Home', key: 'PHL' }] }
  const figure = { state: 'value', original: '5', currency: 'USD', usdCents: 500 }
  const filterOfRecords = { values: [{ field: 'area', values: ['Philippines', 1, null] }], ranges: [{ field: 'start-date', from: '2010', to: null }], search: 'seeds', parent: 1, about: { entity: 'project', id: 1 }, ids: [1] }
  const ofProjects = { workspace, type: 'project', filter: { ...filterOfRecords, parent: undefined, about: undefined } }
  const filter = { kinds: ['accepted'], problem: 'finding.row.no-date', severities: ['annex'], changes: ['added'], columns: [{ column: 1, texts: ['x', null] }], isEdited: false, search: 'seeds' }
  for (const [method, input] of Object.entries({
    'activity.list': { workspace, ...page }, 'activity.changes': { workspace, changeset: 2, ...page }, 'activity.undo': { workspace, changeset: 77 }, 'activity.undoImport': { workspace, changeset: 77, isDry: true },
    'agreements.position': { workspace, agreement: 1 }, 'agreements.pools': { workspace }, 'agreements.biennia': { workspace }, 'agreements.requirements': { workspace, by: 'result', biennium: '2012-13' }, 'agreements.budget': { workspace, biennium: '2012-13' }, 'agreements.supportCosts': { workspace },
    'annexes.list': {}, 'annexes.biennia': { workspace }, 'annexes.preview': { workspace, spec: annex }, 'annexes.export': { workspace, spec: annex, isForced: true },
    'app.info': {}, 'app.settings': {}, 'app.saveSettings': { locale: 'en', theme: 'dark', person: 'Amina' },
    'corrections.list': { workspace, ...page, states: ['live'] }, 'corrections.add': { workspace, amount: 99_999, figure, saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2012-05-04', note: 'by telephone', attachment: file }, 'corrections.withdraw': { workspace, correction: 99_999, reason: 'a mistake' }, 'corrections.answer': { workspace, correction: 99_999, take: 'newer' },
    'matrices.options': { workspace }, 'matrices.compute': { workspace, spec }, 'matrices.records': { workspace, spec, cell: { row: 'JPN', column: '2010', leftOut: 'no-date' }, ...page }, 'matrices.trace': { workspace, amount: 1 },
    'offices.tracker': { workspace, locale: 'fr', start: '2010-01-01', end: '2011-12-31', states: ['overdue'] }, 'offices.addDuties': { workspace, offices: ['NOWHERE'], kind: 'receipts', period: { start: '2012-01-01', end: '2012-03-31' }, dueOn: '2012-04-15', note: 'quarterly' }, 'offices.removeDuties': { workspace, duties: [99_999] },
    'offices.markNil': { workspace, duty: 99_999, saidBy: 'R. Cruz' }, 'offices.reminder': { workspace, duty: 99_999, language: 'fr' }, 'offices.rounds': { workspace, locale: 'fr' }, 'offices.makeRound': { workspace, name: 'May', period: { start: '2012-01-01', end: '2012-03-31' }, dueOn: '2012-04-15', offices: [{ office: 'NOWHERE', language: 'fr' }], language: 'xx' },
    'offices.questions': { workspace, ...page, office: 'HQ', batch, isOpen: true }, 'offices.ask': { workspace, batch: 999, row: 5, column: 0, text: 'Which year?' }, 'offices.withdraw': { workspace, questions: [99_999] }, 'offices.answer': { workspace, question: 99_999, text: '2010' }, 'offices.returnWorkbook': { workspace, batch: 999, language: 'fr' }, 'offices.returned': { workspace, batch },
    'overview.summary': { workspace },
    'projects.page': { workspace, ...page, onlyProposed: false }, 'projects.show': { workspace, project: 1 }, 'projects.confirmPartner': { workspace, projects: [99_999], partnerKey: 'JPN' },
    'reconciliation.rules': { workspace }, 'reconciliation.setRule': { workspace, measure: 'none', start: '2010-01-01', end: '2011-12-31', source: 'fpmis', reason: 'agreed' }, 'reconciliation.removeRule': { workspace, rule: 99_999 }, 'reconciliation.page': { workspace, ...page, states: ['differ'], measure: 'delivery', source: 'office', office: 'HQ' },
    'reconciliation.gaps': { workspace, ...page, isOpen: true }, 'reconciliation.settleGaps': { workspace, gaps: [99_999], as: 'kept', note: 'goes on' },
    'recipes.list': { workspace }, 'recipes.save': { workspace, id: 999, name: '', definition: { steps: [{ folder: 'asia', pattern: '*.xlsx', kind: 'project-contributions', office: 'HQ', options: { behaviour: 'add-only' } }] } }, 'recipes.remove': { workspace, id: 999 }, 'recipes.run': { workspace, id: 999, isDry: true }, 'recipes.runs': { workspace, id: 999 }, 'recipes.report': { workspace, run: 1 }, 'recipes.folders': { workspace },
    'records.counts': { workspace }, 'records.page': { ...ofProjects, fields: ['symbol', 'approved'], offset: 0, limit: 10, sort: [{ key: 'title', direction: 'asc' }] }, 'records.ids': { workspace, type: 'note', filter: filterOfRecords, sort: [], offset: 0, limit: 5 }, 'records.facet': { ...ofProjects, field: 'stage', find: 'active', limit: 5 },
    'records.write': { workspace, type: 'contact', edits: [{ id: 1, field: 'name', text: 'A', was: 'B' }], creates: [{ rowKey: 'a', values: [{ field: 'name', text: 'N. N.' }, { field: 'partner', text: 'Sweden' }] }], removes: [99], reason: 'why', isDry: true, isPartial: true, correction: { saidBy: 'A', channel: 'telephone', saidOn: '2011-01-01', note: '' } },
    'records.assign': { ...ofProjects, field: 'stage', text: 'active', reason: '', isDry: true, isPartial: false }, 'records.replace': { ...ofProjects, fields: ['title'], find: 'a', replace: 'b', isWhole: false, isCaseSensitive: true, reason: '', isDry: true, isPartial: false },
    'records.saveView': { workspace, type: 'project', name: 'Mine', view: { columns: [{ field: 'symbol', width: 100, isPinned: true }], sort: [{ key: 'symbol', direction: 'asc' }], filter: filterOfRecords } }, 'records.removeView': { workspace, type: 'project', name: 'None' },
    'records.totals': ofProjects, 'records.show': { workspace, type: 'project', id: 1 }, 'records.history': { workspace, type: 'project', id: 1, field: 'title', offset: 0, limit: 5 }, 'records.choices': { workspace, type: 'project', field: 'area', find: 'phil', limit: 5 }, 'records.views': { workspace, type: 'project' },
    'reference.packs': { workspace }, 'reference.page': { workspace, kind: 'partners', ...page }, 'reference.findPartners': { workspace, search: 'jap', limit: 5 },
    'reference.rememberedValues': { workspace, ...page }, 'reference.forgetValue': { workspace, id: 99_999 },
    'staging.columns': { workspace, batch }, 'staging.page': { workspace, batch, ...page, filter }, 'staging.facet': { workspace, batch, filter, column: 1, limit: 10 }, 'staging.edit': { workspace, batch, cells: [{ row: 3, column: 0, text: 'GCP/PHI/001/JPN' }] }, 'staging.replace': { workspace, batch, filter, rows: [3], columns: [0], find: 'seeds', replace: 'nets', isWhole: true, isCaseSensitive: true },
    'staging.revert': { workspace, batch, cells: [{ row: 3, column: 0 }] }, 'staging.park': { workspace, batch: 999, rows: [3], column: 0, question: 'Which year?' }, 'staging.unpark': { workspace, batch, rows: [3] }, 'staging.check': { workspace, batch },
    'submissions.list': { workspace }, 'submissions.inbox': { workspace }, 'submissions.inspect': { workspace, file }, 'submissions.propose': { workspace, file, sheetIndex: 0, headerRow: 1 },
    'submissions.sample': { workspace, file, sheetIndex: 0 }, 'submissions.survey': { workspace, file }, 'submissions.template': { workspace, kind: 'receipts', language: 'fr' }, 'submissions.paste': { workspace, text: 'Title\tUSD\nSeeds\t5', html: '<table><tr><td>Title</td></tr></table>' },
    'submissions.preview': mapped, 'submissions.stage': { ...mapped, mapping: { ...mapped.mapping, sheetIndex: 99 } },
    'submissions.setOptions': { workspace, batch, options: { behaviour: 'replace-period', blanks: [{ column: 3, meaning: 'clear' }], source: 'office', period: { start: '2010-01-01', end: '2010-12-31' }, asAt: '2010-12-31', isOlderAccepted: true } }, 'submissions.changedCells': { workspace, batch, ...page },
    'submissions.sincePrevious': { workspace, batch, ...page },
    'submissions.batch': { workspace, batch }, 'submissions.batchRows': { workspace, batch, ...page, kinds: ['accepted'], problem: 'finding.row.no-date' },
    'submissions.commit': { workspace, batch: 999 }, 'submissions.discard': { workspace, batch: 999 },
    'findings.list': { workspace, ...page, filter: { areas: ['figures'], codes: ['finding.register.circle'], severities: ['warning'], snoozed: 'all', about: { type: 'project', id: 1 } } }, 'findings.snooze': { workspace, keys: ['circle|none'], until: '2999-01-01', reason: 'asked' }, 'findings.wake': { workspace, keys: ['circle|none'] },
    'handover.summary': { workspace, since: '2010-01-01' }, 'handover.make': { workspace, since: '2010-01-01', to: 'A colleague', note: 'Back on Monday' }, 'handover.received': { workspace }, 'handover.compare': { workspace, other: { file } }, 'handover.twins': { workspace },
    'workspaces.list': {}, 'workspaces.create': { name: '' }, 'workspaces.open': { id: workspace }, 'workspaces.close': { workspace: 'none' }, 'workspaces.createSample': { target: file },
    'workspaces.summary': { workspace }, 'workspaces.verify': { workspace }, 'workspaces.contentHash': { workspace }, 'workspaces.saveCopy': { workspace },
  })) sound.set(method, input)
})
afterAll(async () => {
  await other.dispose()
  await desk.dispose()
})

const wrong: readonly unknown[] = [
  null, true, -1, 0.5, 1_000_000_000, Number.MAX_SAFE_INTEGER, 1e308, '', ' ', '__proto__', 'constructor', 'toString', '../../etc/passwd', "'; DROP TABLE amount; --", '%', '"', '\u0000', '\ud800', '\u202e', 'NaN',
  'x'.repeat(100_000), [], {}, [[[[]]]], JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'), Array.from({ length: 5000 }, () => 'x'),
]
const shape = (value: unknown): string => (typeof value === 'string' ? `“${value.slice(0, 30)}”` : JSON.stringify(value).slice(0, 60))

/** Paths to every value within a request, the request itself left out. */
function places(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [[...path]]
  const inner = Array.isArray(value) ? value.flatMap((item, index) => places(item, [...path, index])) : Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))
  return path.length === 0 ? inner : [[...path], ...inner]
}

function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item))
  const from = value as Record<string, unknown>
  return { ...from, [step]: replaced(from[step], rest, by) }
}

const methods = Object.entries(contract).flatMap(([namespace, procedures]) => Object.keys(procedures).map((name) => `${namespace}.${name}`))
/** Their answers make files or start processes; the values that matter are few. */
const every: Readonly<Record<string, number>> = { 'annexes.export': 3, 'handover.make': 3, 'submissions.preview': 3, 'submissions.stage': 25, 'submissions.inspect': 3, 'submissions.propose': 3, 'submissions.survey': 3, 'submissions.template': 3, 'submissions.paste': 3, 'submissions.setOptions': 3, 'staging.check': 3, 'staging.park': 3, 'staging.unpark': 3, 'workspaces.verify': 3, 'workspaces.create': 2 }

describe.each(methods)('%s', (method) => {
  it('answers every hostile value', { timeout: 120_000 }, async () => {
    const input = sound.get(method)
    expect(input, `${method} has no sound request here`).toBeDefined()
    const before = await desk.state()
    const unexpected: string[] = []
    let tried = 0
    for (const path of places(input)) {
      // Where an answer costs a process or a file, every value is tried somewhere; elsewhere each at each place.
      for (const [index, value] of wrong.entries()) {
        if ((index + tried++) % (every[method] ?? 1) !== 0) continue
        const result = await desk.raw(method, replaced(input, path, value))
        if (!result.ok) {
          if (result.error.reason === 'error.unexpected') unexpected.push(`${path.join('.')} = ${shape(value)}`)
          else if (result.error.reason !== 'error.bad-request') expectClear(result.error)
        }
      }
    }
    expect(unexpected).toEqual([])
    if (method === 'workspaces.create') {
      const files = readdirSync(desk.folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rmms'))
      // Copies that were asked for wait to be fetched.
      expect(files.filter((name) => !['workspaces', 'passing'].some((place) => name.startsWith(join('data', place))))).toEqual([])
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect((await desk.state()).contentHash).toBe(before.contentHash)
  })
})

describe('requests that are sound in form and wrong in what they name', () => {
  const refusal = async (method: string, input: unknown): Promise<AppError> => {
    const result = await desk.raw(method, input)
    if (result.ok) throw new Error(`${method} was not refused`)
    expectClear(result.error)
    return result.error
  }

  it('tokens of another process, and paths in place of tokens, open nothing', async () => {
    const { workspace } = desk
    expect(await refusal('submissions.inspect', { workspace, file: foreign })).toMatchObject({ code: 'not-found', reason: 'error.unknown-file' })
    expect(await refusal('workspaces.open', { file: foreign })).toMatchObject({ code: 'not-found', reason: 'error.unknown-file' })
    for (const path of [desk.path, '/etc/passwd', 'file-../../etc/passwd', '__proto__']) expect(await refusal('submissions.inspect', { workspace, file: path })).toMatchObject({ code: 'invalid-input', params: { detail: 'submissions.inspect.file: not a file token' } })
    expect(await refusal('submissions.list', { workspace: other.workspace })).toMatchObject({ reason: 'error.unknown-workspace' })
  })

  it('a mapping of columns, rows and sheets that are not there gives problems or nothing, never money', { timeout: 60_000 }, async () => {
    const { workspace } = desk
    const file = await desk.token('grants.xlsx', goodBook(6))
    const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    const amount = mapping.columns.find((column) => column.field === 'amount')
    if (!amount) throw new Error('no amount column was proposed')
    const hostile: [string, unknown][] = [
      ['a column far out', { ...mapping, columns: [{ ...amount, column: 1_000_000_000 }] }],
      ['a pair with itself', { ...mapping, columns: [{ ...amount, sameMoneyAs: amount.column }] }],
      ['pairs in a circle', { ...mapping, columns: [{ ...amount, sameMoneyAs: 7 }, { ...amount, column: 7, sameMoneyAs: amount.column }] }],
      ['a header below everything', { ...mapping, headerRow: 1_000_000_000, headerRows: 1_000_000_000 }],
      ['no columns', { ...mapping, columns: [] }],
      ['a header text of a megabyte', { ...mapping, columns: [{ ...amount, header: 'H'.repeat(1_000_000) }] }],
      ['unknown constants', { ...mapping, constants: { country: '__proto__', office: 'x'.repeat(10_000) } }],
      ['a sheet name of another sheet', { ...mapping, sheetName: '=cmd|\u202e\u0000' }],
    ]
    const exact = 21_000
    for (const [what, changed] of hostile) {
      const result = await desk.raw('submissions.stage', { workspace, file, mapping: changed, decisions: [{ text: '__proto__', from: 'column', partnerKey: 'constructor' }] })
      if (!result.ok) {
        expectClear(result.error)
        continue
      }
      const { batch, controlSums } = result.value as { batch: number; controlSums: { accepted: string }[] }
      for (const sum of controlSums) expect(Number(sum.accepted), what).toBeLessThanOrEqual(exact)
      await desk.ask('submissions.discard', { workspace, batch })
    }
    // Twice the column would be twice the money.
    expect(await refusal('submissions.stage', { workspace, file, mapping: { ...mapping, columns: [amount, amount] }, decisions: [] })).toMatchObject({ code: 'invalid-input', reason: 'error.bad-request' })
    expect(await refusal('submissions.stage', { workspace, file, mapping: { ...mapping, sheetIndex: 7 }, decisions: [] })).toMatchObject({ code: 'not-found', reason: 'error.unknown-sheet' })
  })

  it('a method that is none, or belongs to every object', async () => {
    for (const method of ['nonsense', 'app', 'app.', '.info', 'app.info.more', '__proto__.toString', 'app.constructor', 'constructor.name', 'x'.repeat(10_000)]) expect(await refusal(method, {})).toMatchObject({ code: 'not-found', reason: 'error.unknown-method' })
  })
})
