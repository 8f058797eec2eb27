/** The built page. Its files are listed once, at the start: an address that is not in the list does not exist. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noncePlaceholder } from '../../../shared/content-security-policy.ts'

export interface PageFiles {
  /** The document with a nonce in its places. */
  document(nonce: string): string
  /** An asset by its address, else null. */
  asset(path: string): { readonly bytes: Buffer; readonly type: string } | null
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

export function readPageFiles(folder: string): PageFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const assets = new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const type = types[entry.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
      return [path.slice(folder.length).replaceAll('\\', '/').replace(/^\/?/, '/'), { bytes: readFileSync(path), type }] as const
    }),
  )
  const html = assets.get('/index.html')?.bytes.toString('utf8') ?? ''
  assets.delete('/index.html')
  return { document: (nonce) => html.replaceAll(noncePlaceholder, nonce), asset: (path) => assets.get(path) ?? null }
}
