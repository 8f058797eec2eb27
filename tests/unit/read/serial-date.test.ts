import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoDateText, serialToIso } from '../../../src/main/core/importing/read/xlsx/serial-date.ts'

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [61, '1900-03-01'],
  [36526, '2000-01-01'],
  [40179, '2010-01-01'],
  [40237, '2010-02-28'],
  [2958465, '9999-12-31'],
  [40179.5625, '2010-01-01T13:30:00'],
  [40179.999999999, '2010-01-02'],
  [40179.00001157407, '2010-01-01T00:00:01'],
])('serial %d of the 1900 system', (serial, iso) => {
  expect(serialToIso(serial, false, false)).toBe(iso)
})

test.each([0, 0.5, 60, 60.25, -1, 2958466, Number.NaN, Number.POSITIVE_INFINITY])('serial %d names no day', (serial) => {
  expect(serialToIso(serial, false, false)).toBeUndefined()
})

test('the 1904 system starts four years and a day later', () => {
  expect(serialToIso(0, true, false)).toBe('1904-01-01')
  expect(serialToIso(38717, true, false)).toBe('2010-01-01')
  expect(serialToIso(60, true, false)).toBe('1904-03-01')
})

test('a fraction of a day in a time format is a time of day', () => {
  expect(serialToIso(0.5, false, true)).toBe('T12:00:00')
  expect(serialToIso(0, false, true)).toBe('T00:00:00')
  expect(serialToIso(1.5, false, true)).toBe('1900-01-01T12:00:00')
})

test('agrees with the platform calendar in UTC on every day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
      expect(serialToIso(serial, false, false)).toBe(new Date((serial - 25569) * 86_400_000).toISOString().slice(0, 10))
    }),
    { seed: 20100101, numRuns: 2000 },
  )
})

test.each([
  ['2010-05-01', '2010-05-01'],
  ['2010-05-01T00:00:00', '2010-05-01'],
  ['2010-05-01T13:30', '2010-05-01T13:30:00'],
  ['2010-05-01T13:30:15.250Z', '2010-05-01T13:30:15'],
  ['T13:30:00', 'T13:30:00'],
  ['1905', undefined],
  ['soon', undefined],
  ['', undefined],
])('ISO cell %s', (value, iso) => {
  expect(isoDateText(value)).toBe(iso)
})
