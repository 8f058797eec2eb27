import { importMethods } from './import-methods.ts'
import { officeMethods } from './office-methods.ts'
import { workspaceMethods, type StoreState } from './workspace-methods.ts'

/** Every method of the store worker; each group of methods has its own file. */
export const storeMethods = (state: StoreState) => ({ ...workspaceMethods(state), ...importMethods(state), ...officeMethods(state) })

export type StoreApi = ReturnType<typeof storeMethods>
