/** The parser as a utility process: it reads, and it ends at once when it is told to. */
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { spawnUtilityParser } from '../../../src/main/hosts/electron/utility-parser.ts'
import { createParser } from '../../../src/main/core/importing/parser/parser-client.ts'
import { buildLayout } from '../../../src/main/core/build-layout.ts'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { createElectronStandIn } from '../../helpers/electron-stand-in/stand-in.ts'

const spawn = spawnUtilityParser(createElectronStandIn().electron.utilityProcess, buildLayout.parserEntry)

it('describes a file, and refuses one that is none, in words', async () => {
  const folder = await createTempFolder()
  onTestFinished(() => folder.remove())
  const parser = createParser({ spawn })
  onTestFinished(() => parser.close())
  expect(await parser.describe(await folder.write('grants.csv', 'a,b\n1,2\n'), 'grants.csv')).toMatchObject({ kind: 'csv' })
  await expect(parser.describe(await folder.write('empty.xlsx', ''), 'empty.xlsx')).rejects.toThrow('error.file-empty')
  await expect(parser.describe(join(folder.path, 'gone.csv'), 'gone.csv')).rejects.toThrow('error.file-missing')
})

it('is killed at once, also before it runs, and says how it ended', async () => {
  for (const isRunning of [false, true]) {
    const child = spawn()
    const ended = new Promise<string>((resolve) => child.onExit(resolve))
    if (isRunning) await new Promise((resolve) => setImmediate(resolve))
    child.kill()
    expect(await ended).toContain('parser process ended')
  }
})
