/** All en texts, one file an area; a key is written once and belongs to one area. */
import { register } from './register.ts'
import { records } from './records.ts'
import { partners } from './partners.ts'
import { agreements } from './agreements.ts'
import { findingsList } from './findings-list.ts'
import { search } from './search.ts'
import { handover } from './handover.ts'
import { activity } from './activity.ts'
import { annexes } from './annexes.ts'
import { corrections } from './corrections.ts'
import { domain } from './domain.ts'
import { errors } from './errors.ts'
import { findings } from './findings.ts'
import { importCheck } from './import-check.ts'
import { importColumns } from './import-columns.ts'
import { importNames } from './import-names.ts'
import { importing } from './import.ts'
import { matrices } from './matrices.ts'
import { offices } from './offices.ts'
import { projects } from './projects.ts'
import { recipes } from './recipes.ts'
import { reconciliation } from './reconciliation.ts'
import { reference } from './reference.ts'
import { returning } from './returning.ts'
import { rounds } from './rounds.ts'
import { shell } from './shell.ts'
import { staging } from './staging.ts'
import { submissions } from './submissions.ts'
import { templates } from './templates.ts'

export const en = {
  ...activity, ...annexes, ...corrections, ...domain, ...errors, ...findings, ...importCheck, ...importColumns, ...importNames, ...importing,
  ...matrices, ...offices, ...projects, ...recipes, ...reconciliation, ...reference, ...returning, ...rounds, ...shell, ...staging, ...submissions, ...templates,
  ...register, ...records, ...partners, ...agreements, ...findingsList, ...search, ...handover,
} as const

export type MessageKey = keyof typeof en

/** A key of the errors area: the reason of an AppError. */
export type ErrorReason = keyof typeof errors
