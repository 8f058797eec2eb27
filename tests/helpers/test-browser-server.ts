/** The browser host's server over the test contract, with a page of two files, in a folder of its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { createFileVault, type LocalFileVault } from '../../src/main/core/files/file-vault.ts'
import { startBrowserServer, type BrowserServer, type BrowserServerOptions } from '../../src/main/hosts/browser/browser-server.ts'
import { noncePlaceholder } from '../../src/shared/content-security-policy.ts'
import { rawRequest } from './raw-http.ts'
import { createTestCore, recordLog, testContract, type RecordedLog, type TestContract, type TestCore } from './test-contract.ts'

export interface TestServer {
  readonly server: BrowserServer
  readonly port: number
  readonly authority: string
  readonly core: TestCore
  readonly files: LocalFileVault
  readonly folder: string
  readonly log: RecordedLog
  readonly told: { lastWindow: number; tokenUsed: number }
  /** Exchanges a fresh token for a session's secret, as the page does. */
  openSession(): Promise<string>
  socket(headers?: Readonly<Record<string, string>>): WebSocket
  stop(): Promise<void>
}

export async function startTestServer(options: Partial<BrowserServerOptions<TestContract>> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'rmms-browser-'))
  const rendererDir = join(folder, 'page')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(rendererDir, 'index.html'), `<!doctype html><meta property="csp-nonce" nonce="${noncePlaceholder}"><script type="module" src="/assets/page.js"></script>`)
  await writeFile(join(rendererDir, 'assets', 'page.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'never served')
  const files = await createFileVault(join(folder, 'passing'))
  const core = createTestCore()
  const log = recordLog()
  const told = { lastWindow: 0, tokenUsed: 0 }
  const server = await startBrowserServer({
    contract: testContract,
    handlers: core.handlers,
    files,
    rendererDir,
    log,
    onLastWindow: () => (told.lastWindow += 1),
    onTokenUsed: () => (told.tokenUsed += 1),
    ...options,
  })
  const authority = new URL(server.origin).host
  const port = Number(new URL(server.origin).port)
  return {
    server,
    port,
    authority,
    core,
    files,
    folder,
    log,
    told,
    openSession: async () => {
      const token = new URLSearchParams(new URL(server.issueAddress()).hash.slice(1)).get('token')
      const answer = await rawRequest(port, { method: 'POST', path: '/session', headers: { origin: server.origin, 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
      const { secret }: { secret: string } = JSON.parse(answer.body)
      return secret
    },
    socket: (headers = { origin: server.origin }) => new WebSocket(`ws://${authority}/wire`, { headers }),
    stop: async () => {
      core.finishSlow('stopped')
      core.finishCommit()
      await server.close()
      await files.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
