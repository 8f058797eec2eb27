/**
 * What a finding is made of. An area reads its facts once and gives them to its rules, which are pure: facts and the day in,
 * what needs a person out. Names in parameters are in the reader's language; what a finding says is told apart without them.
 */
import type { Finding, Place } from '../../../shared/contract/findings.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import type { FactContext } from './fact-context.ts'

export interface RecordRef { readonly type: RecordType; readonly id: number }

/** One case of a rule. */
export interface Found {
  /** Tells it from other cases of its rule, today and tomorrow: natural keys, or a uuid where a record has none. */
  readonly of: string
  readonly params: Message['params']
  readonly subject: string
  readonly place: Place
  /** ISO date that it hangs on. */
  readonly on?: string | null
  /** What must change for it to count as said anew, where that is more than its date and the numbers of its parameters. */
  readonly says?: readonly (string | number | null)[]
  /** Records it is about besides the one of its place. */
  readonly about?: readonly RecordRef[]
}

export interface FindingRule<Facts> {
  /** Its message is `finding.register.<name>`, its title `findings.rule.<name>`. */
  readonly name: string
  readonly severity: Finding['severity']
  /** `today`: ISO date. `word`: text of a message key in the reader's language. */
  readonly find: (facts: Facts, today: string, word: (key: string) => string) => readonly Found[]
}

export interface FoundFinding extends Omit<Finding, 'snooze'> {
  /** Fingerprint of what it says, the same in every language. */
  readonly said: string
  readonly about: readonly RecordRef[]
}

export interface FindingArea {
  readonly area: Finding['area']
  /** Tables that its facts are read from: what changes elsewhere changes none of its findings. Null: files that no changeset tells of. */
  readonly tables: readonly string[] | null
  readonly rules: readonly { readonly name: string; readonly severity: Finding['severity'] }[]
  readonly find: (context: FactContext) => FoundFinding[]
}

export function findingArea<Facts>(area: Finding['area'], tables: FindingArea['tables'], read: (context: FactContext) => Facts, rules: readonly FindingRule<Facts>[]): FindingArea {
  return {
    area,
    tables,
    rules,
    find(context) {
      const facts = read(context)
      return rules.flatMap(({ name, severity, find }) => find(facts, context.today, context.word).map((found) => toFinding(area, name, severity, found)))
    },
  }
}

function toFinding(area: Finding['area'], name: string, severity: Finding['severity'], { of, params, subject, place, on = null, says, about = [] }: Found): FoundFinding {
  const numbers = Object.entries(params).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const own: readonly RecordRef[] = place.kind === 'record' ? [{ type: place.type, id: place.id }] : []
  return {
    key: `${name}|${of}`, code: `finding.register.${name}`, area, severity, message: { key: `finding.register.${name}`, params }, subject, place, on,
    said: JSON.stringify([severity, on, ...(says ?? numbers.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value))]), about: [...own, ...about],
  }
}

export const atRecord = (type: RecordType, id: number, field: string | null = null): Place => ({ kind: 'record', type, id, field })
export const atSection = (section: string, params: Readonly<Record<string, string | number>> = {}): Place => ({ kind: 'section', section, params: { ...params } })
