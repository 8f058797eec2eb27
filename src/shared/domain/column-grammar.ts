import { z } from 'zod'

/** How the values of a column are written, found from all of them; each part is null where no value speaks of it. */

const Example = z.object({ text: z.string(), read: z.string(), row: z.int() })

export const groupMarks = ['none', ',', '.', ' ', "'"] as const
export const digitSystems = ['western', 'arabic-indic', 'persian', 'full-width'] as const
export const negativeStyles = ['minus', 'trailing-minus', 'parentheses'] as const
export const listSeparators = [';', ',', '/', '\n', '|', 'and'] as const
export const spanMeanings = ['biennium', 'fiscal-year', 'month'] as const

export const NumberGrammar = z.object({
  /** Cells that are numbers as stored, and texts that are read as numbers. */
  stored: z.int(),
  typed: z.int(),
  decimalMark: z.enum(['.', ',']),
  groupMark: z.enum(groupMarks),
  digits: z.enum(digitSystems),
  negatives: z.array(z.enum(negativeStyles)),
  isPercent: z.boolean(),
  /** A cell itself says its currency or unit, `USD 2.3 m`. */
  hasUnitInCell: z.boolean(),
  /** False where both decimal marks read every text: then the mark is asked for. */
  isCertain: z.boolean(),
  /** The first figure that is written `3e+05`. */
  exponent: z.optional(Example),
  /** What decided, and a cell that the grammar does not read. */
  example: z.nullable(Example),
  unreadable: z.object({ count: z.int(), first: z.nullable(Example) }),
})
export type NumberGrammar = z.infer<typeof NumberGrammar>

export const DateGrammar = z.object({
  stored: z.int(),
  typed: z.int(),
  order: z.enum(['dmy', 'mdy', 'ymd']),
  isCertain: z.boolean(),
  example: z.nullable(Example),
  unreadable: z.object({ count: z.int(), first: z.nullable(Example) }),
})
export type DateGrammar = z.infer<typeof DateGrammar>

export const YearGrammar = z.object({
  years: z.int(),
  /** `2010-11` and the like, and what they mean (rules of time); uncertain ones are asked for. */
  spans: z.int(),
  spanMeaning: z.enum(spanMeanings),
  isCertain: z.boolean(),
  /** Cells that hold several years, `2011; 2012`. */
  several: z.int(),
  example: z.nullable(Example),
})
export type YearGrammar = z.infer<typeof YearGrammar>

export const ListGrammar = z.object({
  separator: z.enum(listSeparators),
  /** Cells that hold more than one value, and the most values in one. */
  cells: z.int(),
  most: z.int(),
  /** Each value carries its share, `Japan 60%; Sweden 40%`. */
  hasShares: z.boolean(),
  example: z.nullable(Example),
})
export type ListGrammar = z.infer<typeof ListGrammar>

export const ColumnGrammar = z.object({
  /** Cells with content in the rows of data that were looked at, and how many rows these are. */
  filled: z.int(),
  rows: z.int(),
  /** Of them texts that are neither number nor date, booleans and error values. */
  texts: z.int(),
  errors: z.int(),
  number: z.nullable(NumberGrammar),
  date: z.nullable(DateGrammar),
  year: z.nullable(YearGrammar),
  list: z.nullable(ListGrammar),
})
export type ColumnGrammar = z.infer<typeof ColumnGrammar>
