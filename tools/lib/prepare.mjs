import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { nodeBinary } from './node-runtime.mjs'

/** Everything a fresh clone needs; resolves with the Node that runs the rest. */
export async function prepare() {
  await ensureInstalled()
  const node = nodeBinary()
  await ensureBuilt(node)
  return node
}
