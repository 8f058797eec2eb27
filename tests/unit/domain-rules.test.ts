/** Every rule of the domain that the code keeps, 1 to 9, is held by tests that name it; here their names are counted. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
/** Tests that run: one that is skipped or only planned holds nothing. */
const named = /\b(?:test|it)(?:\.each\(.*?\))?\(\s*(['"`])(.*?\brule ([1-9])\b.*?)\1/g

test.each([
  [1, 'an amount'], [2, 'what counts'], [3, 'who pays'], [4, 'splits'], [5, 'time'], [6, 'the same figure'], [7, 'support costs, agreements, modality'], [8, 'accountability'], [9, 'who may see'],
])('the rules of %i, %s, are held by a test', (number) => {
  const files = globSync('**/*.test.ts', { cwd: folder }).filter((name) => join(folder, name) !== import.meta.filename)
  const holding = files.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(named)].filter((match) => Number(match[3]) === number).map((match) => `${name}: ${match[2] ?? ''}`))
  expect(holding.length).toBeGreaterThan(0)
})
