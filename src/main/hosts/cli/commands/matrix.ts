import { measures } from '../../../../shared/domain/amount.ts'
import { matrixColumns, partnerLevels } from '../../../../shared/contract/matrices.ts'
import { choiceOption, integerOption, listOption, neededOption, textOption, type Command } from '../command.ts'
import { alignColumns, cellIn, centsIn } from '../text-table.ts'

const units = ['usd', 'usd-thousand', 'usd-million'] as const

export const matrixCommand: Command = {
  name: 'matrix',
  summary: 'the resource partner matrix: partners by years or biennia',
  usage: 'matrix --workspace W.rmms [--measure approval] [--columns year|biennium] [--rule CODE] [--json]',
  details: `--measure   ${measures.join(', ')} (approval)
--columns   year, biennium (year)
--level     group, partner, body: level of the partner tree that makes a row (partner)
--rule      code of the counting rule in force (everything); “voluntary-contributions” is the rule of X1.4
--country   area key such as PHL, repeatable; “none” for rows without one
--modality  code such as GCP, repeatable; “none” for rows without one
--from, --to  first and last year
--unit      usd, usd-thousand, usd-million (of the printed table; --json always carries integer cents)`,
  options: {
    workspace: { type: 'string' },
    measure: { type: 'string' },
    columns: { type: 'string' },
    level: { type: 'string' },
    rule: { type: 'string' },
    country: { type: 'string', multiple: true },
    modality: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    unit: { type: 'string' },
  },
  words: [0, 0],
  async execute(context, _words, options) {
    const unit = choiceOption(options, 'unit', units) ?? 'usd'
    const measure = choiceOption(options, 'measure', measures)
    const columns = choiceOption(options, 'columns', matrixColumns)
    const level = choiceOption(options, 'level', partnerLevels)
    const countingRule = textOption(options, 'rule')
    const spec = {
      ...(measure ? { measure } : {}),
      ...(columns ? { columns } : {}),
      ...(level ? { level } : {}),
      ...(countingRule ? { countingRule } : {}),
      countries: listOption(options, 'country'),
      modalities: listOption(options, 'modality'),
      fromYear: integerOption(options, 'from') ?? null,
      toYear: integerOption(options, 'to') ?? null,
    }
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const matrix = await context.run('matrices.compute', { workspace, spec })
    const rows = [
      [`${matrix.spec.measure}, ${unit}`, ...matrix.columns.map((column) => (column === 'none' ? 'no date' : column)), 'total'],
      ...matrix.rows.map((row) => [row.name, ...row.cells.map((cell) => cellIn(cell, unit)), cellIn(row.total, unit)]),
      ['Total', ...matrix.totals.map((cell) => cellIn(cell, unit)), cellIn(matrix.total, unit)],
    ]
    const { reconciliation } = matrix
    const text = [
      alignColumns(rows),
      '',
      `Counting rule: ${matrix.countingRule.name}`,
      alignColumns([
        ['reconciliation', 'rows', unit],
        ['counted', String(reconciliation.counted.rows), centsIn(reconciliation.counted.cents, unit)],
        ...reconciliation.leftOut.map((part) => [`left out: ${part.category}`, String(part.rows), centsIn(part.cents, unit)]),
        ['read', String(reconciliation.read.rows), centsIn(reconciliation.read.cents, unit)],
      ]),
    ].join('\n')
    return { json: matrix, text }
  },
}
