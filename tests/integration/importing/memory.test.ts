import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPartnerMatcher } from '../../../src/main/core/importing/map/partner-matcher.ts'
import { createValueMatcher } from '../../../src/main/core/importing/map/value-matcher.ts'
import { formBefore, recalled } from '../../../src/main/core/importing/recall.ts'
import { addRows, beginBatch, finishBatch } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { toCheckedRow } from '../../../src/main/core/importing/stage/checked-row.ts'
import { headerFingerprint } from '../../../src/main/core/importing/stage/header-fingerprint.ts'
import { forgetValue, type StoredDecisions } from '../../../src/main/core/importing/stage/remember-import.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { createMemoryReading } from '../../../src/main/core/store/reading/memory.ts'
import { createRegisterReading } from '../../../src/main/core/store/reading/partner-register.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import type { SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { errorOf } from '../../fixtures/workspace-file.ts'
import { accepted, commit, draft, makeWorkspace, mapping, now, person, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

const nothing: StoredDecisions = { partners: [], values: [] }
const formOf = (headers: readonly string[], office?: string): SubmissionMapping => ({
  ...mapping, constants: office === undefined ? {} : { office },
  columns: headers.map((header, column) => ({ column, header, field: 'ignore', confidence: 1, reason: { key: 'reason.header', params: {} }, isConfirmed: true, samples: [] })),
})

let files = 0
/** Stages one project and commits it. */
function importForm(form: SubmissionMapping, decisions: StoredDecisions, symbol = `GCP/PHI/${100 + files}/SWE`, at = now): number {
  const bytes = Buffer.from(`file ${(files += 1)} ${symbol}`)
  const path = join(workspace.dir, 'source.xlsx')
  writeFileSync(path, bytes)
  const { batch } = beginBatch(workspace.db, { file: { path, name: `file-${files}.xlsx`, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }, sheet: 'Grants', mapping: form, decisions, person, now: at }, quietTask)
  addRows(workspace.db, batch, Buffer.from(JSON.stringify([toCheckedRow(accepted(5, draft(symbol)))])))
  finishBatch(workspace.db, batch, { accounting: { read: 1, above: 0, header: 0, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 1, rejected: 0, parked: 0 }, controlSums: [], fileProblems: [], partners: [], values: [] }, quietTask)
  return commit(workspace.db, batch, at).changeset
}
const memory = () => createMemoryReading(workspace.db)
const registerFor = (office: string | null) => ({ ...createRegisterReading(workspace.db)(), remembered: memory().rememberedNames(office) })
const partnerOf = (text: string, office: string | null) => {
  const { partnerKey, status } = createPartnerMatcher(registerFor(office)).matchText(text)
  return [partnerKey, status]
}

describe('names that a person confirmed', () => {
  it('hold for the office that sent them, and everywhere where no office was named', () => {
    importForm(formOf(['Symbol', 'Donor'], 'FRKEN'), { partners: [{ text: 'The Friends', from: 'column', partnerKey: 'SWE' }], values: [{ type: 'country', text: 'Our country', key: 'KEN' }] })
    importForm(formOf(['Symbol', 'Donor']), { partners: [{ text: 'Northern aid', from: 'column', partnerKey: 'NOR' }], values: [] })
    expect(partnerOf('the friends', 'FRKEN')).toEqual(['SWE', 'alias'])
    expect(partnerOf('The Friends', 'FRHND')[1]).not.toBe('alias')
    expect(partnerOf('The Friends', null)[1]).not.toBe('alias')
    for (const office of ['FRKEN', 'FRHND', null]) expect(partnerOf('NORTHERN AID', office)).toEqual(['NOR', 'alias'])
    const country = (office: string | null) => createValueMatcher(registerFor(office)).match('country', 'our country')
    expect(country('FRKEN')).toMatchObject({ key: 'KEN', status: 'alias', reason: { key: 'reason.value-remembered' } })
    expect(country('FRHND')).toMatchObject({ key: null, status: 'new' })
  })

  it('of an office win over those of everywhere, and a later decision over an earlier one', () => {
    const called = (partnerKey: string) => ({ partners: [{ text: 'The Fund', from: 'column' as const, partnerKey }], values: [] })
    importForm(formOf(['A']), called('NOR'))
    importForm(formOf(['A'], 'FRKEN'), called('SWE'))
    expect([partnerOf('The Fund', 'FRKEN'), partnerOf('The Fund', 'FRHND')]).toEqual([['SWE', 'alias'], ['NOR', 'alias']])
    importForm(formOf(['A'], 'FRKEN'), called('JPN'))
    expect(partnerOf('The Fund', 'FRKEN')).toEqual(['JPN', 'alias'])
  })

  it('never come before the register’s own names, and a new partner teaches nothing', () => {
    importForm(formOf(['A']), { partners: [{ text: 'Japan', from: 'column', partnerKey: 'SWE' }, { text: 'Unheard of', from: 'column', partnerKey: null }], values: [{ type: 'country', text: 'Atlantis', key: null }] })
    expect(partnerOf('Japan', null)).toEqual(['JPN', 'exact'])
    expect(memory().rememberedNames(null).map(({ text }) => text)).toEqual(['Japan'])
  })

  it('for a donor code of symbols change the proposal, which still waits', () => {
    importForm(formOf(['A']), { partners: [{ text: 'XYZ', from: 'symbol', partnerKey: 'SWE' }], values: [] })
    const { partnerKey, status, reason } = createPartnerMatcher(registerFor(null)).matchSymbol({ written: '', normalized: 'GCP/PHI/001/XYZ', programme: 'GCP', area: 'PHI', serial: '001', donor: 'XYZ', suffix: null, parent: null, scope: 'country', repairs: [] })
    expect([partnerKey, status, reason.key]).toEqual(['SWE', 'proposed', 'reason.partner-symbol-remembered'])
  })

  it('are listed with scope, author and date, and can be forgotten', () => {
    importForm(formOf(['A'], 'FRKEN'), { partners: [{ text: 'The Friends', from: 'column', partnerKey: 'SWE' }], values: [{ type: 'result', text: 'Crops', key: '2010-13/A1' }] })
    const list = memory().rememberedValues({ offset: 0, limit: 10, locale: 'fr' })
    const values = (key: string) => list.columns.find((column) => column.key === key)?.values
    expect(list.total).toBe(2)
    expect(values('text')).toEqual(['Crops', 'The Friends'])
    expect(values('type')).toEqual(['result', 'partner'])
    expect(values('office')).toEqual(['Représentation de la FAO au Kenya', 'Représentation de la FAO au Kenya'])
    expect(values('person')).toEqual([person, person])
    expect(values('at')).toEqual([now, now])
    expect(memory().rememberedValues({ offset: 0, limit: 10, locale: 'fr', search: 'friends' }).total).toBe(1)
    const id = Number(values('id')?.[1])
    forgetValue(workspace.db, id)
    expect(partnerOf('The Friends', 'FRKEN')[1]).not.toBe('alias')
    expect(errorOf(() => forgetValue(workspace.db, id))).toMatchObject({ code: 'not-found', reason: 'error.remembered-gone' })
  })

  it('are no part of the record: same content without them, kept when the import is undone, learnt where nothing was new', () => {
    const before = contentHash(workspace.db)
    const decided = { partners: [{ text: 'The Friends', from: 'column' as const, partnerKey: 'SWE' }], values: [] }
    const changeset = importForm(formOf(['A']), decided, 'GCP/PHI/777/SWE')
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
    expect(partnerOf('The Friends', null)).toEqual(['SWE', 'alias'])

    importForm(formOf(['B']), nothing, 'GCP/PHI/778/SWE')
    expect(importForm(formOf(['B']), { partners: [{ text: 'Others', from: 'column', partnerKey: 'NOR' }], values: [] }, 'GCP/PHI/778/SWE')).toBe(0)
    expect(partnerOf('Others', null)).toEqual(['NOR', 'alias'])
  })
})

describe('forms that were confirmed', () => {
  const recall = (form: SubmissionMapping, office: string | null) => memory().recall({ fingerprint: headerFingerprint(form.columns), office })
  const beforeOf = (form: SubmissionMapping, office: string | null) => formBefore({ mapping: form }, recall(form, office))

  it('are found by the same header whoever sends it, the office’s own first', () => {
    importForm(formOf(['Symbol', 'Donor', 'USD'], 'FRKEN'), nothing)
    importForm(formOf(['Symbol', 'Donor', 'USD'], 'FRHND'), nothing)
    const same = formOf(['SYMBOL', 'donor', 'USD'])
    expect(beforeOf(same, 'FRKEN')).toMatchObject({ office: 'FRKEN' })
    expect(beforeOf(same, 'FRHND')).toMatchObject({ office: 'FRHND' })
    expect(beforeOf(same, 'FRAGO')).not.toBeNull()
    expect(recalled(same, beforeOf(same, 'FRKEN'), recall(same, 'FRKEN')).drift).toBeNull()
  })

  it('of an office that changed are told with what differs; another form of it is no drift', () => {
    importForm(formOf(['Symbol', 'Title', 'Donor', 'Budget USD'], 'FRKEN'), nothing, undefined, '2012-03-03T08:00:00.000Z')
    importForm(formOf(['Activity', 'Officer', 'Progress'], 'FRKEN'), nothing, undefined, '2012-04-04T08:00:00.000Z')
    const now = formOf(['Symbol', 'Title', 'Donors', 'Country', 'Budget USD'])
    expect(recalled(now, beforeOf(now, 'FRKEN'), recall(now, 'FRKEN')).drift).toMatchObject({
      at: '2012-03-03T08:00:00.000Z', person, office: 'FRKEN', items: [{ change: 'renamed', header: 'Donors', before: 'Donor', column: 2, columnBefore: 2 }, { change: 'new', header: 'Country', column: 3 }],
    })
    expect(beforeOf(now, 'FRHND')).toBeNull()
    expect(beforeOf(formOf(['Something', 'Else']), 'FRKEN')).toBeNull()
  })

  it('of an older version are understood, of a newer one refused by name', () => {
    const put = workspace.db.prepare('INSERT INTO remembered_mapping (fingerprint, office_key, mapping, file_name, person, at) VALUES (?, ?, ?, ?, ?, ?)')
    const old = { sheetIndex: 0, sheetName: 'S', headerRow: 1, headerRows: 1, columns: formOf(['Symbol']).columns, constants: {} }
    put.run(headerFingerprint(old.columns), null, JSON.stringify(old), '', '', now)
    expect(beforeOf(formOf(['Symbol']), null)).toMatchObject({ mapping: { version: 2, kind: 'project-contributions' } })
    put.run('newer', 'FRKEN', JSON.stringify({ ...old, version: 9 }), '', '', now)
    expect(errorOf(() => recall(formOf(['Other']), 'FRKEN'))).toMatchObject({ code: 'newer-file', reason: 'error.mapping-newer' })
  })

  it('teach the answers to their questions, for that office and header alone', () => {
    const asked = formOf(['Symbol', 'Amount'], 'FRKEN')
    const answered: SubmissionMapping = { ...asked, columns: asked.columns.map((column) => (column.header === 'Amount' ? { ...column, field: 'amount', measure: 'delivery', currency: 'EUR' } : column)) }
    importForm(answered, nothing)
    const open: SubmissionMapping = { ...asked, columns: [{ column: 0, header: 'Amount', field: 'amount', asks: ['measure', 'currency'], confidence: 0.4, reason: { key: 'reason.header', params: {} }, isConfirmed: false, samples: [] }] }
    const answersFor = (office: string | null) => recalled(open, null, recall(open, office)).mapping.columns[0]
    expect(answersFor('FRKEN')).toMatchObject({ measure: 'delivery', currency: 'EUR', asks: [], isConfirmed: false })
    expect(answersFor('FRHND')).toEqual(open.columns[0])
    expect(answersFor(null)).toEqual(open.columns[0])
  })
})
