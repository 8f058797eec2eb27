/** Message keys of what the catalogue names: record types, fields, choices. */
import type { RecordType } from './record-types.ts'

/** Lists whose texts the import uses too, and stand there. */
const sharedLists: Readonly<Record<string, string>> = { measure: 'measure', audience: 'audience', 'partner-type': 'partner-type', earmarking: 'earmarking', 'amount-state': 'state', 'project-scope': 'scope' }

export const recordKey = (type: RecordType): string => `record.${type}`
export const recordsKey = (type: RecordType): string => `records.${type}`
export const fieldKey = (field: string): string => `field.${field}`
export const choiceKey = (list: string, code: string): string => `${sharedLists[list] ?? `choice.${list}`}.${code}`
