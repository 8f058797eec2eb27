import type { CommitReport } from '../../../../shared/contract/submissions.ts'
import { addDecimals, shiftDecimal } from '../../../../shared/domain/decimal.ts'
import { blankMeanings, figureSources, matchingBehaviours, type ImportOptions } from '../../../../shared/domain/import-options.ts'
import { submissionFields, submissionKinds } from '../../../../shared/domain/kinds.ts'
import type { ControlSum, Message, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { measures } from '../../../../shared/domain/amount.ts'
import { answerQuestions, columnIndex } from '../answer-questions.ts'
import { usage, choiceOption, integerOption, neededOption, textOption, listOption, type Command, type CommandContext, type OptionValues } from '../command.ts'
import { messageText } from '../message-text.ts'
import { alignColumns, centsIn } from '../text-table.ts'

const details = `Reads one sheet of project contributions through every stage: header found, columns mapped with reasons,
rows validated, staged, compared with the workspace. Without --yes it stops there and nothing is written
(a workspace that does not exist is then only imagined); with --yes the proposals are taken as decided and
committed in one changeset that "rmms undo" takes back.

--table, --kind, --header-row correct which table of the sheet it is, what it holds and where its header ends.

--map corrects a column:  --map "H=amount:approval:USD"  --map "C=partner"  --map "Q=ignore"
--answer answers what only a person can say, and what keeps a file from being committed:
  --answer "H=measure:approval"  "H=currency:EUR"  "H=decimal-mark:,"  "D=date-order:dmy"
  --answer "E=span-meaning:biennium"  "H=one-amount:yes" (the same figure in several rows is one amount)
How the file meets the register:
--behaviour   ${matchingBehaviours.join(', ')} (add-or-update)
--source      who speaks in it: ${figureSources.join(', ')} (by its kind); see "rmms reconcile"
--period      2010-01-01..2010-12-31, what it covers; needed by replace-period, as --office is
--as-at       2010-12-31, day of a snapshot; --accept-older takes one that is older than the one on record
--blank       what a blank cell of a column means: --blank "F=clear", ${blankMeanings.join(', ')} (keep)
fields: ${submissionFields.join(', ')}, ignore
measures: ${measures.join(', ')}`

export const importCommand: Command = {
  name: 'import',
  summary: 'take a spreadsheet of project contributions into a workspace',
  usage: 'import FILE --workspace W.rmms [--sheet NAME] [--yes] [--json]',
  details,
  options: {
    workspace: { type: 'string' },
    sheet: { type: 'string' },
    'header-row': { type: 'string' },
    country: { type: 'string' },
    office: { type: 'string' },
    map: { type: 'string', multiple: true },
    answer: { type: 'string', multiple: true },
    table: { type: 'string' },
    kind: { type: 'string' },
    behaviour: { type: 'string' },
    source: { type: 'string' },
    period: { type: 'string' },
    'as-at': { type: 'string' },
    'accept-older': { type: 'boolean' },
    blank: { type: 'string', multiple: true },
    yes: { type: 'boolean' },
  },
  words: [1, 1],
  async execute(context, [file = ''], options) {
    const path = neededOption(options, 'workspace')
    const meeting = readImportOptions(options)
    const isDecided = options['yes'] === true
    const workspace = await context.workspace(path, isDecided ? 'make' : 'imagine')
    const token = await context.token(file)
    const inspection = await context.run('submissions.inspect', { workspace, file: token })
    const sheetIndex = chooseSheet(inspection.sheets, textOption(options, 'sheet'), inspection.suggestedSheet)
    const headerRow = integerOption(options, 'header-row')
    const table = integerOption(options, 'table')
    const kind = choiceOption(options, 'kind', submissionKinds)
    const office = textOption(options, 'office')
    const proposal = await context.run('submissions.propose', {
      workspace, file: token, sheetIndex, ...(headerRow === undefined ? {} : { headerRow }), ...(table === undefined ? {} : { table: Math.max(0, table - 1) }), ...(kind === undefined ? {} : { kind }), ...(office === undefined ? {} : { office }),
    })
    const mapping = answerQuestions(decide(proposal.mapping, options, isDecided), listOption(options, 'answer'))
    const report = await context.run('submissions.stage', { workspace, file: token, mapping, decisions: [], values: [], options: meeting })

    const before = await context.run('workspaces.contentHash', { workspace })
    const committed = isDecided ? await commitOrDiscard(context, workspace, report.batch) : null
    if (!committed) await context.run('submissions.discard', { workspace, batch: report.batch })
    const after = committed ? await context.run('workspaces.contentHash', { workspace }) : before

    const json = {
      file: inspection.file.name,
      sheet: report.sheet,
      headerRow: mapping.headerRow,
      rows: report.accounting,
      rejectedBy: report.problemCounts.filter((problem) => problem.severity === 'error'),
      findings: [...inspection.findings, ...report.fileProblems].map((problem) => ({ ...problem, text: messageText({ key: problem.code, params: problem.params }) })),
      problemCounts: report.problemCounts,
      controlSums: report.controlSums,
      columns: mapping.columns.map((column) => ({ ...column, reason: messageText(column.reason) })),
      partners: report.partners.map((partner) => ({ ...partner, reason: messageText(partner.reason) })),
      diff: report.diff,
      moneyEffect: report.moneyEffect,
      options: report.options,
      source: report.source,
      removedFigures: report.removedFigures,
      besideFigures: report.besideFigures,
      corrections: report.corrections,
      missingProjects: report.missingProjects,
      changedFields: report.changedFields,
      acceptedUsd: acceptedUsd(mapping, report.controlSums, committed?.usdByMeasure ?? []),
      committed,
      isWritten: committed !== null && committed.changeset > 0,
      contentHashBefore: before.contentHash,
      contentHash: after.contentHash,
    }
    const lines = [
      `${json.file}, sheet “${json.sheet}”, header in row ${json.headerRow}`,
      `rows read ${json.rows.read}: accepted ${json.rows.accepted}, rejected ${json.rows.rejected}, blank ${json.rows.blank}, totals ${json.rows.total}, header and above ${json.rows.header + json.rows.above}, labels ${json.rows.label}, notes ${json.rows.note}, elsewhere ${json.rows.elsewhere}`,
      ...json.rejectedBy.map((problem) => `  rejected: ${problem.count} × ${messageText({ key: problem.code, params: {} })}`),
      '',
      alignColumns([['money column', 'currency', 'sheet', 'accepted', 'rejected', 'totals that differ'], ...json.controlSums.map((sum) => [sum.header, sum.currency ?? '?', sum.sheet, sum.accepted, sum.rejected, `${sum.totalsDiffering} of ${sum.totalCount}`])]),
      '',
      ...json.acceptedUsd.map((sum) => `accepted ${sum.measure}: exactly USD ${sum.exact}${sum.cents === null ? '' : `; on record USD ${centsIn(sum.cents, 'usd')}${json.besideFigures > 0 ? '' : ', as each amount is rounded to the cent once'}`}`),
      `added ${json.diff.added}, changed ${json.diff.changed}, unchanged ${json.diff.unchanged}, rejected ${json.diff.rejected}`,
      ...(json.besideFigures > 0 ? [`${json.besideFigures} figures are kept beside, since another source counts for them: see “rmms reconcile”`] : []),
      ...(json.removedFigures > 0 ? [`${json.removedFigures} figures of the period end, since the file does not hold them`] : []),
      ...(json.corrections.kept + json.corrections.retired + json.corrections.asked > 0 ? [`corrections: ${json.corrections.kept} stay, ${json.corrections.retired} are confirmed, ${json.corrections.asked} are contradicted: see “rmms corrections”`] : []),
      ...json.findings.map((finding) => `${finding.severity}: ${finding.text}`),
      '',
      committed === null ? 'Nothing was written: this was a dry run. Add --yes to commit.' : committed.changeset === 0 ? 'Nothing differs from the workspace: nothing was written.' : `Committed as changeset ${committed.changeset}.`,
    ]
    return { json, text: lines.join('\n') }
  },
}

const day = /^\d{4}-\d{2}-\d{2}$/

function readImportOptions(options: OptionValues): ImportOptions {
  const period = textOption(options, 'period')
  const [start = '', end = '', more] = period?.split('..') ?? []
  if (period !== undefined && (more !== undefined || !day.test(start) || !day.test(end))) usage(`--period takes two days such as 2010-01-01..2010-12-31, not “${period}”`)
  const asAt = textOption(options, 'as-at')
  if (asAt !== undefined && !day.test(asAt)) usage(`--as-at takes a day such as 2010-12-31, not “${asAt}”`)
  const blanks = listOption(options, 'blank').map((text) => {
    const [letters = '', said] = text.split('=')
    const column = columnIndex(letters.trim())
    const meaning = blankMeanings.find((name) => name === said?.trim())
    return column === null || !meaning ? usage(`--blank “${text}” does not name a column and what a blank means`) : { column, meaning }
  })
  return {
    behaviour: choiceOption(options, 'behaviour', matchingBehaviours) ?? 'add-or-update', blanks, source: choiceOption(options, 'source', figureSources) ?? null,
    period: period === undefined ? null : { start, end }, asAt: asAt ?? null, isOlderAccepted: options['accept-older'] === true,
  }
}

/** A refused batch does not stay behind. */
async function commitOrDiscard(context: CommandContext, workspace: string, batch: number): Promise<CommitReport> {
  try {
    return await context.run('submissions.commit', { workspace, batch })
  } catch (error) {
    await context.run('submissions.discard', { workspace, batch })
    throw error
  }
}

/** Accepted USD by measure: the exact sum of the columns that are recorded in USD, and the sum on record in integer cents. */
function acceptedUsd(mapping: SubmissionMapping, sums: readonly ControlSum[], onRecord: CommitReport['usdByMeasure']): { measure: string; exact: string; cents: number | null }[] {
  const exact = new Map<string, string>()
  for (const sum of sums) {
    const column = mapping.columns.find((candidate) => candidate.column === sum.column)
    if (!column?.measure || sum.currency !== 'USD' || column.sameMoneyAs !== undefined) continue
    exact.set(column.measure, addDecimals(exact.get(column.measure) ?? '0', shiftDecimal(sum.accepted, Math.log10(column.scale ?? 1))))
  }
  return [...exact].map(([measure, sum]) => ({ measure, exact: sum, cents: onRecord.find((entry) => entry.measure === measure)?.cents ?? null }))
}

function chooseSheet(sheets: readonly { readonly index: number; readonly name: string }[], asked: string | undefined, suggested: number): number {
  if (asked === undefined) return suggested
  const found = sheets.find((sheet) => sheet.name === asked) ?? sheets.find((sheet) => sheet.name.trim().toLowerCase() === asked.trim().toLowerCase())
  return found?.index ?? usage(`there is no sheet “${asked}”; the file has ${sheets.map((sheet) => `“${sheet.name}”`).join(', ')}`)
}

/** Applies --map, --country and --office; with --yes the proposals become decisions. */
function decide(proposed: SubmissionMapping, options: Parameters<Command['execute']>[2], isDecided: boolean): SubmissionMapping {
  let columns = proposed.columns.map((column) => ({ ...column, isConfirmed: isDecided }))
  for (const text of listOption(options, 'map')) {
    const [letters = '', role = ''] = text.split('=')
    const index = columnIndex(letters.trim())
    const [field = '', measure, currency] = role.trim().split(':')
    const known = [...submissionFields, 'ignore' as const].find((name) => name === field)
    if (index === null || !known || !columns.some((column) => column.column === index)) usage(`--map “${text}” does not name a column and a field`)
    const knownMeasure = measures.find((name) => name === measure)
    if (known === 'amount' && !knownMeasure) usage(`--map “${text}” needs a measure: ${measures.join(', ')}`)
    const reason: Message = { key: 'reason.decided', params: {} }
    columns = columns.map((column) => {
      if (column.column !== index || !known) return column
      const { measure: _measure, currency: _currency, sameMoneyAs: _same, isCumulative: _cumulative, asks = [], ...rest } = column
      // What was decided is asked no more.
      const open = known === 'amount' ? asks.filter((ask) => ask !== 'measure' && !(ask === 'currency' && currency)) : []
      return {
        ...rest,
        field: known,
        confidence: 1,
        reason,
        isConfirmed: true,
        ...(open.length > 0 ? { asks: open } : {}),
        ...(known === 'amount' && knownMeasure ? { measure: knownMeasure, scale: column.scale ?? 1 } : {}),
        ...(known === 'amount' && currency ? { currency } : known === 'amount' && _currency ? { currency: _currency } : {}),
      }
    })
  }
  const country = textOption(options, 'country')
  const office = textOption(options, 'office')
  return { ...proposed, columns, constants: { ...proposed.constants, ...(country ? { country } : {}), ...(office ? { office } : {}) } }
}
