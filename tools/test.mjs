/**
 * npm test: installs and builds what is missing, then runs every test: first those without a page side by side, then those in
 * a page one after the other. `npm test -- <filter>` runs the files whose path holds the filter. Every skipped test is named
 * with its reason in the closing lines; the last line counts.
 */
import { readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './lib/chromium.mjs'
import { findElectron } from './lib/electron-runtime.mjs'
import { inRoot } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'
import { say, stop } from './lib/say.mjs'

const args = process.argv.slice(2)
const isForScreenshots = args.includes('--screenshots')
const filters = args.filter((arg) => arg !== '--screenshots')

const node = await prepare()
const chromium = await ensureChromium(node)
if (!chromium) stop('The tests in a page need Chromium, and none could be found or installed: install Chromium, Chrome or Edge, or name its binary in RMMS_CHROMIUM.')
const electron = findElectron()
const env = { ...process.env, RMMS_CHROMIUM: chromium, ...(electron && { RMMS_ELECTRON: electron }), ...(isForScreenshots && { RMMS_SCREENSHOTS: '1' }) }

/** @type {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} */
const totals = { passed: 0, failed: 0, skipped: [] }
for (const project of isForScreenshots ? ['e2e'] : ['plain', 'e2e']) await runProject(project)

process.stdout.write('\n')
for (const { name, reason } of totals.skipped) process.stdout.write(`skipped: ${name}: ${reason}\n`)
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped\n`)
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)

async function runProject(project) {
  const resultFile = inRoot('test-results', `${project}.json`)
  rmSync(resultFile, { force: true })
  const vitest = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`, ...filters]
  const { code } = await run(node, vitest, { env })
  const results = readResults(resultFile)
  totals.passed += results.passed
  // A run that failed without a failed test (a file that does not load, an error outside the tests) is a failure too.
  totals.failed += results.failed || (code === 0 ? 0 : 1)
  totals.skipped.push(...results.skipped)
  if (code !== 0) say(`The ${project === 'e2e' ? 'tests in a page' : 'tests without a page'} failed.`)
}

function readResults(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    const skipped = testResults.flatMap(({ name, assertionResults }) => assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => ({ name: fullName, reason: reasonFor(name) })))
    return { passed: numPassedTests, failed: numFailedTests, skipped }
  } catch {
    return { passed: 0, failed: 0, skipped: [] }
  }
}

/** Why a test of this file was not run. Filters leave whole files out, so a skipped test was skipped by its own file. */
function reasonFor(file) {
  return /real-electron/.test(file) ? "only Electron's own runtime can prove it, which is not installed here" : 'its file skips it on this machine'
}
