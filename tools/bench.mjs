/** npm run bench: installs and builds what is missing, then measures (tests/bench/run.ts). */
import { ensureChromium } from './lib/chromium.mjs'
import { inRoot } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'

const node = await prepare()
const chromium = await ensureChromium(node)
const { code } = await run(node, [inRoot('tests', 'bench', 'run.ts'), ...process.argv.slice(2)], { env: { ...process.env, ...(chromium && { RMMS_CHROMIUM: chromium }) } })
process.exit(code)
