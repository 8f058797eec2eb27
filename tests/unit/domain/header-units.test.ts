/** The unit that a header or caption says its figures stand in. */
import { expect, test } from 'vitest'
import { hasOddScale, scaleOfText } from '../../../src/shared/domain/currency.ts'

test.each([
  ['USD 000', 1000], ["en millions d'euros", 1_000_000], ['en milliers de dollars', 1000], ['en miles de dólares', 1000], ['em milhares de dólares', 1000], ['em milhões de reais', 1_000_000],
  ['(بآلاف الدولارات)', 1000], ['بملايين الدولارات', 1_000_000], ['千美元', 1000], ['（单位：百万美元）', 1_000_000], ['Amount (USD m)', 1_000_000], ['millones de dólares', 1_000_000],
  ['USD', 1], ['千代田', 1], ['百万富翁', 1], ['تأليف الكتاب', 1],
])('%s', (text, scale) => expect([scaleOfText(text), hasOddScale(text)]).toEqual([scale, false]))

test.each(['万美元', '单位：亿元', '金额（千万元）', 'en milliards de FCFA', 'USD billion', 'Rs. crore', 'mil millones de pesos', 'مليار دولار'])('%s cannot be scaled', (text) => {
  expect([scaleOfText(text), hasOddScale(text)]).toEqual([1, true])
})
