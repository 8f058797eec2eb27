import { isUtf8 } from 'node:buffer'

/** One page of a saved mail archive (`.mht`). */
export interface MailPage {
  readonly text: string
}

const maxDepth = 5

/**
 * The web pages inside a `.mht` file (RFC 2557), in order: Excel writes a frame and a page a sheet. Parts that are no pages are left alone,
 * and nothing is fetched from the addresses they name. A part that is cut or wrongly encoded gives what can be read of it.
 */
export function mailPages(bytes: Buffer): readonly MailPage[] {
  return pagesOf(bytes.toString('latin1'), 0)
}

function pagesOf(message: string, depth: number): readonly MailPage[] {
  const end = /\r?\n\r?\n/.exec(message)
  if (end === null || depth > maxDepth) return []
  const headers = message.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ')
  const header = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? ''
  const body = message.slice(end.index + end[0].length)
  const type = header('Content-Type')
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (/^multipart\//i.test(type) && boundary !== undefined) return body.split(`--${boundary}`).slice(1).flatMap((part) => (part.startsWith('--') ? [] : pagesOf(part.replace(/^\r?\n/, ''), depth + 1)))
  if (!/^text\/html/i.test(type)) return []
  return [{ text: textOf(decodeBody(body, header('Content-Transfer-Encoding').toLowerCase()), /charset="?([\w-]+)"?/i.exec(type)?.[1]) }]
}

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const joined = body.replace(/=[ \t]*\r?\n/g, '')
  return Buffer.from(joined.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
}

function textOf(bytes: Buffer, charset: string | undefined): string {
  const label = charset ?? /<meta[^>]{1,200}charset=["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252')
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}
