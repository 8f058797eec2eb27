/** What a table of a spreadsheet program's web page says of its cells by style: of CSS only three properties are of use. */
export interface CssMarks {
  /** Number format code, escapes undone. */
  readonly format?: string
  readonly isHidden?: boolean
  readonly isStruck?: boolean
}

/** Names that Excel writes in place of a code. */
const namedFormats: Readonly<Record<string, string>> = {
  'general date': 'd/m/yyyy h:mm', 'short date': 'd/m/yyyy', 'medium date': 'd-mmm-yy', 'long date': 'd mmmm yyyy', 'short time': 'h:mm', 'medium time': 'h:mm AM/PM', 'long time': 'h:mm:ss AM/PM',
  fixed: '0.00', standard: '#,##0.00', percent: '0.00%', scientific: '0.00E+00',
}

/** Declarations of a `style` attribute or of one rule. */
export function cssMarks(declarations: string): CssMarks {
  const format = /mso-number-format\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;]*)/i.exec(declarations)?.[1]
  const code = format === undefined ? undefined : formatCode(format.trim())
  return {
    ...(code === undefined ? {} : { format: code }),
    ...(/(?:^|[;{\s])display\s*:\s*none/i.test(declarations) || /visibility\s*:\s*(?:hidden|collapse)/i.test(declarations) ? { isHidden: true } : {}),
    ...(/text-decoration(?:-line)?\s*:[^;]*line-through/i.test(declarations) ? { isStruck: true } : {}),
  }
}

function formatCode(written: string): string | undefined {
  const plain = written.replace(/^(["'])(.*)\1$/s, '$2')
  // `\0022` and `\0020` are CSS escapes of a character; a backslash before any other one is the code's own or shields it.
  const code = plain.replace(/\\([0-9a-f]{4}) ?/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\\([^\w\s])/g, '$1')
  if (code === '' || /^general$/i.test(code)) return undefined
  return namedFormats[code.toLowerCase()] ?? code
}

/** Marks by class name of a style sheet: rules such as `.xl24 { … }` and `td.xl24`. */
export function cssClasses(sheet: string): ReadonlyMap<string, CssMarks> {
  const classes = new Map<string, CssMarks>()
  for (const [, selector = '', body = ''] of sheet.replace(/<!--|-->/g, '').matchAll(/([^{}]{1,500})\{([^{}]{0,5000})\}/g)) {
    for (const [, name = ''] of selector.matchAll(/\.([\w-]+)\s*(?:,|$)/g)) classes.set(name, { ...classes.get(name), ...cssMarks(body) })
  }
  return classes
}
