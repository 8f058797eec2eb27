/** The catalogue of records: one description of each type, from which grids, command line, paste and checks are made. */
import { agreementRecords } from './agreement-records.ts'
import type { FieldSpec, RecordSpec } from './field.ts'
import { moneyRecords } from './money-records.ts'
import { partnerRecords } from './partner-records.ts'
import { planningRecords } from './planning-records.ts'
import { projectRecords } from './project-records.ts'
import { recordTypes, type RecordType } from './record-types.ts'

const byType: ReadonlyMap<string, RecordSpec> = new Map([...partnerRecords, ...agreementRecords, ...projectRecords, ...moneyRecords, ...planningRecords].map((spec) => [spec.type, spec]))

export function recordSpec(type: RecordType): RecordSpec {
  const spec = byType.get(type)
  if (!spec) throw new Error(`no description of the record type ${type}`)
  return spec
}

/** Undefined where the type has no such field: names arrive from outside. */
export const fieldSpec = (type: RecordType, key: string): FieldSpec | undefined => recordSpec(type).fields.find((field) => field.key === key)

/** Types whose records are part of one of this type. */
export const partsOf = (type: RecordType): readonly RecordType[] => recordTypes.filter((other) => recordSpec(other).parent?.type === type)
