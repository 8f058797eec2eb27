import { writeFile } from 'node:fs/promises'
import type { FileEntry } from '../../../shared/contract/common.ts'
import { fail } from '../../../shared/result.ts'
import type { FileVault } from '../ports.ts'

/** What a clipboard holds: plain text, and the same as a web page where the program that copied it gives one. */
export interface Pasted {
  readonly text: string
  readonly html: string | null
}

/**
 * Keeps what was pasted as a file, so that it enters the same pipeline as any other: the page where it has a table, since that knows merged cells,
 * else the text. `now` is ISO text, UTC; it gives the file its name. Refused where neither holds a table.
 */
export async function keepPasted(files: FileVault, now: string, { text, html }: Pasted): Promise<FileEntry> {
  const isPage = html !== null && hasFilledTable(html)
  if (!isPage && !hasColumns(text)) fail('invalid-input', 'error.paste-without-table')
  const stamp = `${now.slice(0, 10)} ${now.slice(11, 16).replace(':', '.')}`
  const file = await files.reserve(`Pasted ${stamp}.${isPage ? 'html' : 'tsv'}`)
  // The mark says that it is UTF-8, whatever encoding the page names.
  await writeFile(file.path, isPage ? `\ufeff<!DOCTYPE html>\n${html}` : `\ufeff${text}`, { mode: 0o600 })
  return file.finish()
}

function hasFilledTable(html: string): boolean {
  const start = html.search(/<table\b/i)
  return start >= 0 && /<t[dh]\b[^>]*>(?:\s|&nbsp;|<[^>]*>)*[^\s<&]/i.test(html.slice(start, start + 1_000_000))
}

/** Columns parted by tabs, or by another sign that stands equally often in each of several lines. */
function hasColumns(text: string): boolean {
  const lines = text.slice(0, 100_000).split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.some((line) => line.trim().includes('\t'))) return true
  return [';', '|', ','].some((sign) => lines.length > 1 && lines.every((line, _index, [first = '']) => line.includes(sign) && line.split(sign).length === first.split(sign).length))
}
