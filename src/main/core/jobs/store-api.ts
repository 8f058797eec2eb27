import { correctionMethods } from './correction-methods.ts'
import { findingMethods } from './finding-methods.ts'
import { handoverMethods } from './handover-methods.ts'
import { importMethods } from './import-methods.ts'
import { officeMethods } from './office-methods.ts'
import { recipeMethods } from './recipe-methods.ts'
import { recordMethods } from './record-methods.ts'
import { returnMethods } from './return-methods.ts'
import { stagingMethods } from './staging-methods.ts'
import { workspaceMethods, type StoreState } from './workspace-methods.ts'

/** Every method of the store worker; each group of methods has its own file. */
export const storeMethods = (state: StoreState) => ({ ...workspaceMethods(state), ...importMethods(state), ...correctionMethods(state), ...findingMethods(state), ...handoverMethods(state), ...officeMethods(state), ...recipeMethods(state), ...recordMethods(state), ...returnMethods(state), ...stagingMethods(state) })

export type StoreApi = ReturnType<typeof storeMethods>
