/** A file that changes on disk while it is on its way: what is staged is what was hashed and kept, or nothing is staged. */
import { rmSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { goodRows, openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const book = (scale: number): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: [...goodRows(3), ['GCP/PHI/777/SWE', 'Grown', 'Sweden', null, scale, null]] }] })
const sumOf = (report: { controlSums: readonly { accepted: string }[] }): string | undefined => report.controlSums[0]?.accepted

for (const [how, change] of [
  ['written over', (path: string, bytes: Uint8Array) => writeFile(path, bytes)],
  ['replaced by another', async (path: string, bytes: Uint8Array) => {
    await writeFile(`${path}.new`, bytes)
    await rename(`${path}.new`, path)
  }],
] as const) {
  it(`${how} after it was looked at: the rows are those of the file that is kept`, async () => {
    const { workspace } = desk
    const file = await desk.token('grants.xlsx', book(1))
    const { path } = await desk.local.files.resolve(file)
    await desk.ask('submissions.inspect', { workspace, file })
    const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    await change(path, book(2_000_000))
    const report = await desk.ask('submissions.stage', { workspace, file, mapping, decisions: [] })
    expect(sumOf(report)).toBe('2006000')
    await desk.ask('submissions.discard', { workspace, batch: report.batch })
  })

  it(`${how} after it was staged: the commit writes what was shown`, async () => {
    const { workspace } = desk
    const before = await desk.state()
    const file = await desk.token('grants.xlsx', book(500))
    const report = await desk.stage(file)
    await change((await desk.local.files.resolve(file)).path, Buffer.from('not a workbook any more'))
    expect(await desk.ask('submissions.commit', { workspace, batch: report.batch })).toMatchObject({ usdByMeasure: [{ measure: 'approval', cents: 650_000 }] })
    const { entries: [last] } = await desk.ask('activity.list', { workspace })
    await desk.ask('activity.undo', { workspace, changeset: last?.id ?? 0 })
    expect((await desk.state()).contentHash).toBe(before.contentHash)
  })
}

it('changed while its rows are read: nothing is kept, and the text says why', async () => {
  const { workspace } = desk
  const file = await desk.token('large.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(20_000) }] }))
  const { path } = await desk.local.files.resolve(file)
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
  let changed: Promise<void> | null = null
  const error = await desk.untouched(() =>
    desk.refusal('submissions.stage', { workspace, file, mapping, decisions: [] }, {
      onProgress: ({ phase }) => {
        if (phase !== 'progress.staging') return
        changed ??= writeFile(`${path}.new`, book(9)).then(() => rename(`${path}.new`, path))
      },
    }),
  )
  expect(changed).not.toBeNull()
  expect(error).toMatchObject({ code: 'conflict', reason: 'error.batch-file-changed', params: { name: 'large.xlsx' } })
})

it('deleted while it is on its way: nothing is kept, and the text says that it is gone', async () => {
  const { workspace } = desk
  const file = await desk.token('gone.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(20_000) }] }))
  const { path } = await desk.local.files.resolve(file)
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
  const error = await desk.untouched(() => desk.refusal('submissions.stage', { workspace, file, mapping, decisions: [] }, { onProgress: ({ phase }) => (phase === 'progress.staging' ? rmSync(path, { force: true }) : undefined) }))
  expect(error).toMatchObject({ code: 'not-found', reason: 'error.file-missing', params: { name: 'gone.xlsx' } })
})
