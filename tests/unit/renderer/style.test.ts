/** What the look promises and an eye forgets: readable contrast in light and dark, and a page that can be mirrored. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..', 'src', 'renderer')
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'))
const tokens = new Map([...readFileSync(join(root, 'ui', 'tokens.css'), 'utf8').matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name, { light, dark }]))

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}
const color = (name: string, theme: 'light' | 'dark'): string => tokens.get(name)?.[theme] ?? expect.fail(`no colour ${name}`)

const texts = [
  ...['canvas', 'surface', 'raised', 'sunken', 'hover', 'accent-soft'].flatMap((ground) => [['text', ground], ['text-muted', ground], ['accent-text', ground]] as const),
  ...['danger', 'warning', 'success', 'info'].flatMap((tone) => [[tone, `${tone}-soft`], [tone, 'surface'], ['text', `${tone}-soft`]] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
] as const

describe.each(['light', 'dark'] as const)('contrast, %s', (theme) => {
  test.each(texts)('%s on %s is at least 4.5 : 1', (ink, ground) => {
    expect(contrast(color(ink, theme), color(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })
  test.each([['border-strong', 'surface'], ['focus', 'canvas'], ['focus', 'surface'], ['accent', 'surface']] as const)('%s against %s is at least 3 : 1', (edge, ground) => {
    expect(contrast(color(edge, theme), color(ground, theme))).toBeGreaterThanOrEqual(3)
  })
})

test.each(sheets)('%s knows no left and right', (sheet) => {
  const css = readFileSync(join(root, sheet), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const physical = css.match(/(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/g)
  expect(physical ?? []).toEqual([])
})
