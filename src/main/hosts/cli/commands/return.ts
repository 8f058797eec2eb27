import { locales } from '../../../../shared/messages/locales.ts'
import { columnIndex } from '../answer-questions.ts'
import { choiceOption, listOption, neededOption, textOption, usage, type Command, type CommandContext } from '../command.ts'
import { alignColumns } from '../text-table.ts'

export const returnCommand: Command = {
  name: 'return',
  summary: 'an office’s own workbook back to it, with comments on the bad cells; how one that came back differs',
  usage: 'return FILE|BATCH --workspace W.rmms --out BACK.xlsx [--language fr] [--json]   |   return FILE|BATCH --workspace W.rmms --differences',
  details: `FILE           is staged with what is proposed for it, as "rmms import" does without --yes; it stays staged
BATCH          number of a file that is staged already
--sheet        of FILE; the one that looks most like a table by default
--ask          a question about a cell, as often as needed:  --ask "B5=Is this the final title?"
--language     of the comments and the summary sheet: ${locales.join(', ')} (en)
--out          the workbook that is made: .xlsx, .xlsm and .docx keep every part but those with the comments;
               of other formats it is a new .xlsx with the same rows
--differences  of a file that went out before and came back: what the office changed, and its answers`,
  options: { workspace: { type: 'string' }, sheet: { type: 'string' }, ask: { type: 'string', multiple: true }, language: { type: 'string' }, out: { type: 'string' }, differences: { type: 'boolean' } },
  words: [1, 1],
  async execute(context, [word = ''], options) {
    const isComparison = options['differences'] === true
    const path = isComparison ? '' : neededOption(options, 'out')
    const questions = listOption(options, 'ask').map(parseQuestion)
    const language = choiceOption(options, 'language', locales) ?? 'en'
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const batch = /^\d{1,9}$/.test(word) ? Number(word) : await stage(context, workspace, word, textOption(options, 'sheet'))
    if (isComparison) {
      const returned = await context.run('offices.returned', { workspace, batch })
      if (returned === null) return { json: { batch, returned }, text: 'This file never went out from this workspace.', isRefused: true }
      const { origin, differences, total, unchanged, answers } = returned
      const lines = [
        `“${origin.file}” went out on ${origin.sentOn} and came back: ${total} differences, ${unchanged} rows unchanged, ${answers} answers`,
        alignColumns([['row', 'what', 'change', 'column', 'before', 'now'], ...differences.map((one) => [one.row === 0 ? '' : String(one.row), one.name, one.change, one.field, one.before ?? '', one.after ?? ''])]),
        ...(total > differences.length ? [`and ${total - differences.length} more`] : []),
      ]
      return { json: { batch, returned }, text: lines.join('\n') }
    }
    for (const question of questions) await context.run('offices.ask', { workspace, batch, ...question })
    const { file, ...made } = await context.run('offices.returnWorkbook', { workspace, batch, language })
    await context.deliver([{ token: file.token, path }])
    return {
      json: { batch, language, out: path, name: file.name, ...made },
      text: [
        `Written: ${path} (${made.comments} comments, ${made.questions} questions${made.isOwnWorkbook ? '' : '; a new workbook, as the format of the file holds no comments that we could add'})`,
        ...(made.isSignatureBroken ? ['The file was digitally signed; with the comments its signature no longer holds.'] : []),
        `The file is staged as ${batch}.`,
      ].join('\n'),
    }
  },
}

async function stage(context: CommandContext, workspace: string, path: string, sheet: string | undefined): Promise<number> {
  const file = await context.token(path)
  const { sheets, suggestedSheet } = await context.run('submissions.inspect', { workspace, file })
  const sheetIndex = sheet === undefined ? suggestedSheet : (sheets.find(({ name }) => name === sheet)?.index ?? usage(`there is no sheet “${sheet}”; the file has ${sheets.map(({ name }) => `“${name}”`).join(', ')}`))
  const { mapping } = await context.run('submissions.propose', { workspace, file, sheetIndex })
  return (await context.run('submissions.stage', { workspace, file, mapping, decisions: [], values: [] })).batch
}

function parseQuestion(text: string): { readonly row: number; readonly column: number; readonly text: string } {
  const [, letters = '', digits = '', question = ''] = /^([A-Za-z]{1,3})(\d{1,7})=([\s\S]+)$/.exec(text) ?? []
  const column = columnIndex(letters)
  return column === null || Number(digits) === 0 ? usage(`--ask takes a cell and a question, as in "B5=Is this the final title?", not “${text}”`) : { row: Number(digits), column, text: question }
}
