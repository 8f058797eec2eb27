import { expect, test } from 'vitest'
import { builtInFormat, formatKind } from '../../../src/main/core/importing/read/xlsx/number-format.ts'

test.each([
  ['yyyy-mm-dd', 'date'],
  ['[$-409]d\\-mmm\\-yyyy;@', 'date'],
  ['mmm-yy', 'date'],
  ['mmmm', 'date'],
  ['[$-411]ggge"年"m"月"d"日"', 'date'],
  ['dd/mm/yyyy hh:mm:ss.000', 'date'],
  ['h:mm AM/PM', 'time'],
  ['mm:ss.0', 'time'],
  ['[h]:mm:ss', 'elapsed'],
  ['[mm]:ss', 'elapsed'],
  ['General', 'number'],
  ['Standard', 'number'],
  ['@', 'number'],
  ['#,##0.00', 'number'],
  ['0.00E+00', 'number'],
  ['"days" 0', 'number'],
  ['#,##0" months"', 'number'],
  ['[Red]#,##0;[Yellow]-#,##0', 'number'],
  ['[$USD] #,##0.00', 'number'],
  ['\\d\\a\\y 0', 'number'],
  ['_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 'number'],
  ['_d0_d', 'number'],
  ['0%', 'number'],
  ['"dd/mm/yyyy"', 'number'],
  ['"unclosed d', 'number'],
  ['[>=100]dd/mm/yyyy;General', 'date'],
  ['', 'number'],
])('%s is a %s', (code, kind) => {
  expect(formatKind(code)).toBe(kind)
})

test.each([[14, 'date'], [17, 'date'], [20, 'time'], [22, 'date'], [46, 'elapsed'], [47, 'time'], [30, 'date'], [57, 'date'], [32, 'time'], [2, 'number'], [44, undefined], [0, undefined]])('built-in format %i', (id, kind) => {
  const code = builtInFormat(id)
  expect(code === undefined ? undefined : formatKind(code)).toBe(kind)
})
