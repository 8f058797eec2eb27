import { expect, test } from 'vitest'
import { detectDialect } from '../../../src/main/core/importing/read/csv-dialect.ts'

test.each([
  ['a,b,c\n1,2,3\n', ','],
  ['a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n', ';'],
  ['a\tb\n1,000\t2\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['"x;y;z",b\n"p;q;r",c\n', ','],
  ['title, with a comma\n\nname;amount;year\nA;1;2\nB;2;3\nC;3;4\n', ';'],
  ['one column\nonly\n', ','],
  ['', ','],
])('%j is parted by %j', (sample, delimiter) => {
  expect(detectDialect(sample).delimiter).toBe(delimiter)
})

test('a sep= line is followed and not counted', () => {
  expect(detectDialect('sep=;\r\na,b;c\r\n')).toEqual({ delimiter: ';', skip: 7 })
})
