/** What a number format makes of a number: `elapsed` ([h]:mm) is a duration, which stays a number. */
export type FormatKind = 'number' | 'date' | 'time' | 'elapsed'

/** Built-in formats with a fixed meaning (ECMA-376 18.8.30); the CJK and Thai ones are dates whatever the language. */
const builtInCodes: Readonly<Record<number, string>> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??',
  14: 'm/d/yyyy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'm/d/yyyy h:mm',
  37: '#,##0;(#,##0)', 38: '#,##0;[Red](#,##0)', 39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;[Red](#,##0.00)',
  45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@',
}

/** Code of a built-in format id; undefined for General and for ids without a fixed meaning. */
export function builtInFormat(id: number): string | undefined {
  const code = builtInCodes[id]
  if (code !== undefined) return code
  const isTime = (id >= 32 && id <= 35) || (id >= 75 && id <= 76) || (id >= 78 && id <= 80)
  if (isTime) return 'h:mm:ss'
  return (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81) ? 'yyyy-mm-dd' : undefined
}

/** Reads the first section of a format code; literals, escapes, colours, conditions and fill characters say nothing about dates. */
export function formatKind(code: string): FormatKind {
  if (/^(general|standard|@)$/i.test(code.trim())) return 'number'
  let letters = ''
  for (let at = 0; at < code.length; at++) {
    const char = code.charAt(at)
    if (char === ';') break
    if (char === '"') at = endOf(code, '"', at)
    else if (char === '\\' || char === '_' || char === '*') at++
    else if (char === '[') {
      const end = endOf(code, ']', at)
      if (/^\[(h+|m+|s+)\]/i.test(code.slice(at, end + 1))) return 'elapsed'
      at = end
    } else letters += char.toLowerCase()
  }
  const plain = letters.replaceAll('am/pm', '').replaceAll('a/p', '').replaceAll('general', '').replace(/s[.,]0+/g, 's')
  if (/[#0?]/.test(plain)) return 'number'
  if (/[yd]/.test(plain)) return 'date'
  if (/[hs]/.test(plain)) return 'time'
  return plain.includes('m') ? 'date' : 'number'
}

function endOf(code: string, mark: string, at: number): number {
  const end = code.indexOf(mark, at + 1)
  return end < 0 ? code.length : end
}
