#!/usr/bin/env node
/** The command line. Installs and builds what is missing, then hands over: arguments, standard streams and exit code are its own. */
import { spawn } from 'node:child_process'
import { inRoot } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'

const node = await prepare()
// npm runs scripts in the project's folder; paths that a user types are meant from where the user stands.
const cwd = process.env.npm_lifecycle_event === 'rmms' && process.env.INIT_CWD ? process.env.INIT_CWD : process.cwd()
const child = spawn(node, [inRoot('out', 'main', 'rmms.js'), ...process.argv.slice(2)], { cwd, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
