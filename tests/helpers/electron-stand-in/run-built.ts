/** Puts the stand-in in place of the module `electron` for the built main file, waits for its window, and quits. */
import { registerHooks } from 'node:module'
import { createElectronStandIn } from './stand-in.ts'

const standIn = createElectronStandIn({
  driver: {
    load: async (_window, url) => {
      process.stdout.write(`loaded ${url}\n`)
      setImmediate(() => void standIn.quit().then(() => process.stdout.write('ended\n')))
    },
    reload: () => Promise.resolve(),
    close: () => Promise.resolve(),
  },
})
Object.assign(globalThis, { standInElectron: standIn.electron })

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: 'stand-in:electron', shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (url === 'stand-in:electron' ? { format: 'module', shortCircuit: true, source: Object.keys(standIn.electron).map((name) => `export const ${name} = globalThis.standInElectron.${name}`).join('\n') } : next(url, context)),
})
