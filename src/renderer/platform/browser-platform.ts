/** The window in an installed browser: a WebSocket, uploads and downloads to the host on this machine (shared/rpc/browser-host.ts). */
import { contract } from '../../shared/contract/index.ts'
import { FileEntry } from '../../shared/contract/common.ts'
import { createClient } from '../../shared/rpc/client.ts'
import { authorization, fileNameHeader, filesPath, SessionAnswer, sessionPath, wirePath } from '../../shared/rpc/browser-host.ts'
import type { PickOptions } from '../../shared/rpc/electron-host.ts'
import { connectSocketWire, type Socket, type SocketListeners } from '../../shared/rpc/socket-wire.ts'
import { appError, AppErrorSchema, ok, type Result } from '../../shared/result.ts'
import { createConnection, type Platform } from './platform.ts'

const secretKey = 'rmms.session'
const accepted: Record<PickOptions['kind'], string> = { spreadsheet: '.xlsx,.xlsm,.xltx,.xlsb,.xls,.ods,.csv,.tsv,.tab,.txt,.html,.htm,.mht,.docx,.docm', workspace: '.rmms', any: '' }
const lost = { ok: false, error: appError('internal', 'error.connection-lost') } as const

/** Exchanges the one-time token of the address for the session secret, or goes on in the session of an earlier load. Null where neither is good. */
async function sessionSecret(): Promise<string | null> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  // The token has done its work: it stays neither in the address bar nor in the history.
  if (location.hash) history.replaceState(history.state, '', location.pathname)
  if (token) {
    const answer = await fetch(sessionPath, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
    const parsed = answer.ok ? SessionAnswer.safeParse(await answer.json()) : null
    if (parsed?.success) sessionStorage.setItem(secretKey, parsed.data.secret)
  }
  return sessionStorage.getItem(secretKey)
}

function openSocket({ onOpen, onMessage, onClose }: SocketListeners): Socket {
  const socket = new WebSocket(new URL(wirePath, location.href.replace(/^http/, 'ws')))
  socket.addEventListener('open', onOpen)
  socket.addEventListener('message', (event) => onMessage(event.data))
  socket.addEventListener('close', (event) => onClose(event.code))
  return { send: (text) => socket.send(text), close: () => socket.close() }
}

export async function connectBrowser(): Promise<Platform | null> {
  const secret = await sessionSecret()
  if (secret === null) return null
  const connection = createConnection('connecting')
  const wire = connectSocketWire({ openSocket, secret, delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), onState: connection.set })
  const headers = { authorization: authorization(secret) }

  const upload = async (file: File): Promise<Result<FileEntry>> => {
    const answer = await fetch(filesPath, { method: 'POST', headers: { ...headers, [fileNameHeader]: encodeURIComponent(file.name) }, body: file })
    const body: unknown = await answer.json()
    const entry = FileEntry.safeParse(body)
    if (answer.ok && entry.success) return ok(entry.data)
    const refused = AppErrorSchema.safeParse(body)
    return refused.success ? { ok: false, error: refused.data } : lost
  }
  const takeDropped: Platform['takeDropped'] = async (files) => {
    const entries: FileEntry[] = []
    for (const file of files) {
      const result = await upload(file).catch(() => lost)
      if (!result.ok) return result
      entries.push(result.value)
    }
    return ok(entries)
  }
  return {
    client: createClient(contract, wire),
    connection,
    canPickWorkspace: false,
    hasOneWindowPerWorkspace: false,
    reloadReconnects: false,
    takeDropped,
    pickFiles: async (options) => takeDropped(await chooseFiles(options)),
    save: async (file) => {
      const answer = await fetch(`${filesPath}/${encodeURIComponent(file.token)}`, { headers }).catch(() => null)
      if (!answer) return lost
      if (!answer.ok) return { ok: false, error: appError('not-found', 'error.unknown-file') }
      download(await answer.blob(), file.name)
      return ok(true)
    },
  }
}

function chooseFiles({ kind, isMultiple = false }: PickOptions): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accepted[kind]
    input.multiple = isMultiple
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after this turn; a minute is ample, and then the memory is free again.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
