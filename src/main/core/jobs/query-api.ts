import { agreementReadingMethods } from './agreement-methods.ts'
import { contentMethods } from './content-methods.ts'
import { correctionReadingMethods } from './correction-methods.ts'
import { cubeMethods } from './cube-methods.ts'
import { findingReadingMethods } from './finding-methods.ts'
import { handoverReadingMethods } from './handover-methods.ts'
import { officeReadingMethods } from './office-methods.ts'
import type { QuerySession } from './query-session.ts'
import { readingMethods } from './reading-methods.ts'
import { recordReadingMethods } from './record-methods.ts'
import { recipeReadingMethods } from './recipe-methods.ts'
import { returnReadingMethods } from './return-methods.ts'
import { stagingReadingMethods } from './staging-methods.ts'

/** Every method of the query worker; each group of methods has its own file. */
export const queryMethods = (session: QuerySession) => ({ ...readingMethods(session), ...cubeMethods(session), ...agreementReadingMethods(session), ...contentMethods(session), ...correctionReadingMethods(session), ...findingReadingMethods(session), ...handoverReadingMethods(session), ...officeReadingMethods(session), ...recipeReadingMethods(session), ...recordReadingMethods(session), ...returnReadingMethods(session), ...stagingReadingMethods(session) })

export type QueryApi = ReturnType<typeof queryMethods>
