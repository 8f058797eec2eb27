/** All tests but those in a page run side by side, the slow files first; the end-to-end tests (tests/e2e) one after the other. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './tests/slowest-first.ts'

const excluded = ['**/node_modules/**', 'out/**']

export default defineConfig({
  test: {
    // Many tests wait: for a process, a worker, the disk. Vitest alone would leave a core idle, which on two is half of them.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { test: { name: 'plain', include: ['tests/**/*.test.{ts,tsx}'], exclude: [...excluded, 'tests/e2e/**'], testTimeout: 20_000, hookTimeout: 60_000, globalSetup: 'tests/fixtures/workspace-template.ts' } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude: excluded, testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
})
