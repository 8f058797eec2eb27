/** The locked Node of the project, as the path of its binary. */
import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { stop } from './say.mjs'

const oldest = 22

export function nodeBinary() {
  const name = { win32: 'win' }[process.platform] ?? process.platform
  const binary = inRoot('node_modules', `node-${name}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(binary)) return binary
  if (Number(process.versions.node.split('.')[0]) >= oldest) return process.execPath
  return stop(`On this platform the project runs on the Node of the machine, which is ${process.versions.node}: install Node ${oldest} or newer and try again.`)
}
