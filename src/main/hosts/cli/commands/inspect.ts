import { randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileSurvey, SheetSurvey, TableSurvey } from '../../../../shared/contract/submissions.ts'
import { columnName } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { AppFailure, type AppError } from '../../../../shared/result.ts'
import { textOption, type Command, type CommandContext } from '../command.ts'
import { inspectionText } from '../inspection-text.ts'
import { messageText } from '../message-text.ts'

const details = `Reads every sheet and every table of the files, hidden ones too, and says what is understood: kind, header rows,
blocks with their labels, what each column holds with the evidence for it, an account of every row, the sums of
the money columns beside the totals that the file prints, and everything that is odd. Nothing is written.

Folders are read with all their folders, in the order of their names; files in them that are no spreadsheets by
their ending are named as skipped. A file that cannot be read is named with the reason, and the others go on.

--workspace   match names to the partners and remembered names of this workspace (else to the reference data alone)`

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'say what is understood of files and folders, without taking anything',
  usage: 'inspect PATH... [--workspace W.rmms] [--json]',
  details,
  options: { workspace: { type: 'string' } },
  words: [1, 1000],
  async execute(context, words, options) {
    const path = textOption(options, 'workspace')
    const workspace = path === undefined ? await context.workspace(join(tmpdir(), `${randomUUID()}.rmms`), 'imagine') : await context.workspace(path)
    const files: InspectedFile[] = []
    const skipped: string[] = []
    for (const word of words) for (const found of await filesIn(word)) {
      if ('skipped' in found) skipped.push(found.skipped)
      else files.push('error' in found ? refused(found.path, found.error) : await inspectFile(context, workspace, found.path))
    }
    return { json: { files, skipped }, text: inspectionText(files, skipped), isRefused: files.some((file) => 'refused' in file) }
  },
}

type Found = { readonly path: string } | { readonly path: string; readonly error: AppError } | { readonly skipped: string }

const endings = /\.(?:xlsx|xlsm|xltx|xltm|xlsb|xls|xlt|ods|ots|csv|tsv|tab|txt|html?|mht|mhtml|docx|docm)$/i

/** The files of a path; of a folder, those that look like spreadsheets, in the order of their names. A path that is neither stays, to be refused with its reason. */
async function filesIn(path: string): Promise<Found[]> {
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory()) return [{ path }]
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
  if (entries === null) return [{ path, error: { code: 'unreadable-file', reason: 'error.folder-unreadable', params: { name: path } } }]
  const files: Found[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name)
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue
    if (entry.isDirectory()) files.push(...(await filesIn(inside)))
    else if (entry.isFile()) files.push(endings.test(entry.name) ? { path: inside } : { skipped: inside })
  }
  return files
}

async function inspectFile(context: CommandContext, workspace: string, path: string) {
  try {
    return describedFile(path, await context.run('submissions.survey', { workspace, file: await context.token(path) }))
  } catch (error) {
    if (error instanceof AppFailure && error.error.code !== 'cancelled') return refused(path, error.error)
    throw error
  }
}

const refused = (path: string, error: AppError) => ({ path, refused: { ...error, text: messageText({ key: error.reason, params: error.params }) } })

const withText = <P extends Problem>(problem: P) => ({ ...problem, text: messageText({ key: problem.code, params: problem.params }) })

function describedFile(path: string, { file, sha256, kind, unknown, findings, sheets }: FileSurvey) {
  return { path, name: file.name, size: file.size, sha256, format: kind, unknown, findings: findings.map(withText), sheets: sheets.map(describedSheet) }
}

const describedSheet = ({ findings, tables, ...sheet }: SheetSurvey) => ({ ...sheet, findings: findings.map(withText), tables: tables.map(describedTable) })

function describedTable({ mapping, kinds, accounting, controlSums, problemCounts, problems, partners, values }: TableSurvey) {
  return {
    table: mapping.table,
    kind: mapping.kind,
    kinds: kinds.map((guess) => ({ kind: guess.kind, confidence: guess.confidence, reason: messageText(guess.reason) })),
    headerRow: mapping.headerRow,
    headerRows: mapping.headerRows,
    blocks: mapping.blocks,
    sections: mapping.sections.map((section) => ({ ...section, reason: messageText(section.reason) })),
    columns: mapping.columns.map(({ column, ...rest }) => ({ letter: columnName(column), ...rest, reason: messageText(rest.reason) })),
    repeatedAmounts: mapping.repeatedAmounts.map(({ column, ...rest }) => ({ letter: columnName(column), ...rest, reason: messageText(rest.reason) })),
    rows: accounting,
    controlSums: controlSums.map(({ column, ...sum }) => ({ letter: columnName(column), ...sum })),
    problemCounts: problemCounts.map((count) => ({ ...count, text: messageText({ key: count.code, params: {} }) })),
    findings: problems.map(withText),
    partners: partners.map((partner) => ({ ...partner, reason: messageText(partner.reason) })),
    values: values.map((value) => ({ ...value, reason: messageText(value.reason) })),
  }
}

export type InspectedFile = ReturnType<typeof describedFile> | ReturnType<typeof refused>
export type InspectedSheet = ReturnType<typeof describedSheet>
export type InspectedTable = ReturnType<typeof describedTable>
