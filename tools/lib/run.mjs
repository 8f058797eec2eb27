import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

/**
 * Runs a program to its end and resolves with its exit code and what it wrote.
 * `output`: 'inherit' shows it, 'collect' keeps it, 'stderr' shows all of it on standard error.
 */
export function run(program, args, { output = 'inherit', env = process.env, input = 'ignore', shell = false } = {}) {
  const stdio = { inherit: [input, 'inherit', 'inherit'], collect: [input, 'pipe', 'pipe'], stderr: [input, 2, 2] }[output]
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio, shell })
    let text = ''
    child.stdout?.on('data', (chunk) => (text += chunk))
    child.stderr?.on('data', (chunk) => (text += chunk))
    child.on('error', (error) => resolve({ code: 127, text: `${text}${error.message}\n` }))
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, text }))
    // Ctrl-C reaches the child by itself; a signal to this process alone is passed on.
    const pass = () => child.kill('SIGTERM')
    process.once('SIGTERM', pass)
    child.on('close', () => process.removeListener('SIGTERM', pass))
  })
}
