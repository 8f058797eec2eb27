/**
 * Dates from serial numbers by whole-number arithmetic on the civil calendar: no Date object, so no time zone can move a day.
 * The 1900 system counts a day that never was (serial 60, 29 February 1900); the 1904 system starts at 1 January 1904.
 */
import { isoOfDays } from '../../../../../shared/domain/dates.ts'

/** Days from 1970-01-01 to 9999-12-31. */
const lastDay = 2_932_896

/**
 * ISO text of a serial: `2010-05-01`, with `T13:30:00` when the time of day is not midnight, and `T13:30:00` alone for a fraction of a day
 * in a time format. Undefined where the serial names no day (0 and 60 of the 1900 system, negative, after the year 9999).
 */
export function serialToIso(serial: number, is1904: boolean, isTimeFormat: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined
  let day = Math.floor(serial)
  let seconds = Math.round((serial - day) * 86_400)
  if (seconds === 86_400) {
    day += 1
    seconds = 0
  }
  if (isTimeFormat && serial < 1) return day === 0 ? timeText(seconds) : undefined
  const date = dayToIso(day, is1904)
  if (date === undefined) return undefined
  return seconds === 0 ? date : date + timeText(seconds)
}

function dayToIso(day: number, is1904: boolean): string | undefined {
  if (is1904) return civilIso(day - 24_107)
  if (day === 0 || day === 60) return undefined
  return civilIso(day < 60 ? day - 25_568 : day - 25_569)
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

const timeText = (seconds: number): string => `T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

/** Civil date of a day counted from 1970-01-01, up to the last day that a serial can name. */
const civilIso = (days: number): string | undefined => (days > lastDay ? undefined : isoOfDays(days))

/** ISO text of a cell of type `d`; midnight and fractions of a second go, an offset is not applied. Undefined where it is no date. */
export function isoDateText(value: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})?(?:T(\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(value.trim())
  if (match === null || (match[1] === undefined && match[2] === undefined)) return undefined
  const time = match[2] === undefined ? '' : `T${match[2]}${match[3] ?? ':00'}`
  if (match[1] === undefined) return time
  return time === 'T00:00:00' ? match[1] : match[1] + time
}
