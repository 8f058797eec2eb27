/** Uploads and downloads: for those with the secret, by token, within limits. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../../helpers/raw-http.ts'
import { startTestServer, type TestServer } from '../../helpers/test-browser-server.ts'

let host: TestServer
let secret = ''
beforeAll(async () => {
  host = await startTestServer({ limits: { uploadBytes: 1000 } })
  secret = await host.openSession()
})
afterAll(() => host.stop())

const upload = (name: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  rawRequest(host.port, { method: 'POST', path: '/files', headers: { origin: host.server.origin, authorization: `Bearer ${secret}`, 'x-file-name': encodeURIComponent(name), ...headers }, body })
const download = (token: string, headers: Record<string, string> = {}) =>
  rawRequest(host.port, { path: `/files/${token}`, headers: { 'sec-fetch-site': 'same-origin', authorization: `Bearer ${secret}`, ...headers } })

describe('an upload', () => {
  it('becomes a token that gives the same bytes back', async () => {
    const answer = await upload('données 2010.csv', 'a;b\n1;2\n')
    expect(answer.status).toBe(200)
    const entry: { token: string } = JSON.parse(answer.body)
    expect(entry).toEqual({ token: expect.stringMatching(/^file-[A-Za-z0-9_-]{22}$/), name: 'données 2010.csv', size: 8 })
    const back = await download(entry.token)
    expect(back).toMatchObject({ status: 200, body: 'a;b\n1;2\n' })
    expect(back.headers['content-disposition']).toBe("attachment; filename*=UTF-8''donn%C3%A9es%202010.csv")
    expect(back.headers['content-type']).toBe('application/octet-stream')
  })

  it.each(['../../../etc/cron.d/evil', '..\\..\\evil.txt', '/etc/passwd', 'C:\\Windows\\evil.dll', '..', '.', '\u0000', 'a\r\nset-cookie: x', 'CON', 'x'.repeat(900)])('named %j stays in the folder of the host', async (name) => {
    const answer = await upload(name, 'x')
    expect(answer.status).toBe(200)
    const entry: { token: string; name: string } = JSON.parse(answer.body)
    const { path } = await host.files.resolve(entry.token)
    expect(path.startsWith(join(host.folder, 'passing'))).toBe(true)
    expect(await readFile(path, 'utf8')).toBe('x')
    expect(encodeURIComponent(entry.name)).not.toMatch(/%2F|%5C|%[01]/)
    expect((await download(entry.token)).headers['set-cookie']).toBeUndefined()
  })

  it('above the limit is refused and leaves nothing, declared or not', async () => {
    const before = await allFiles(join(host.folder, 'passing'))
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await upload('big.xlsx', Buffer.alloc(5000), headers)
      expect(answer.status).toBe(413)
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid-input', reason: 'error.upload-too-large' })
    }
    expect(await allFiles(join(host.folder, 'passing'))).toEqual(before)
  })

  it.each([{ authorization: '' }, { authorization: 'Bearer' }, { authorization: `Bearer ${'A'.repeat(22)}` }, { authorization: 'Basic eDp5' }])('without the secret (%j) is refused before it is read', async (headers) => {
    expect((await upload('a.csv', 'x', headers)).status).toBe(401)
  })

  it.each(['', '%', 'x'.repeat(4000)])('with the name header %j is refused', async (header) => {
    expect((await upload('', 'x', { 'x-file-name': header })).status).toBe(400)
  })
})

describe('a download', () => {
  it('without the secret is refused, also with the token in hand', async () => {
    const { token }: { token: string } = JSON.parse((await upload('a.csv', 'x')).body)
    expect((await download(token, { authorization: '' })).status).toBe(401)
    expect((await download(token, { authorization: `Bearer ${token}` })).status).toBe(401)
    expect((await download(token, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it.each(['/etc/passwd', '..%2f..%2fetc%2fpasswd', 'file-AAAAAAAAAAAAAAAAAAAAAA', '__proto__', '', 'file-'])('of %j, which is no token, finds nothing', async (token) => {
    const answer = await download(token)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('root:')
  })

  it('of a file that has gone finds nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rmms-gone-'))
    const path = join(folder, 'gone.csv')
    await writeFile(path, 'x')
    const { token } = await host.files.register(path)
    await rm(folder, { recursive: true })
    expect((await download(token)).status).toBe(404)
  })
})

async function allFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted()
}
