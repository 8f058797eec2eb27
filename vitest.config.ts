/** All tests but those in a page run side by side; the end-to-end tests (tests/e2e) one after the other. */
import { defineConfig } from 'vitest/config'

const excluded = ['**/node_modules/**', 'out/**']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'plain', include: ['tests/**/*.test.{ts,tsx}'], exclude: [...excluded, 'tests/e2e/**'], testTimeout: 20_000, hookTimeout: 60_000 } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude: excluded, testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
})
