/**
 * A program that permissions bind: root passes over them, so a child of root gives that right up (and keeps its name, so that
 * it can still read a checkout that only root may read); without the tool for it, it becomes nobody.
 */
import { spawnSync } from 'node:child_process'

interface ProgramStart {
  readonly file: string
  readonly args: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
}

const drop = ['--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search']
const canDrop = process.getuid?.() === 0 && spawnSync('setpriv', [...drop, 'true']).status === 0

/** How to start `file` so that a read-only folder is read-only for it. */
export function withoutRights(file: string, args: readonly string[]): ProgramStart {
  if (process.getuid?.() !== 0) return { file, args, ids: {} }
  return canDrop ? { file: 'setpriv', args: [...drop, file, ...args], ids: {} } : { file, args, ids: { uid: 65_534, gid: 65_534 } }
}
