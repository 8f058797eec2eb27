/** Reading of the change log: which fields of a record had which value before and after. */

interface ChangedField { readonly name: string; readonly before: string | null; readonly after: string | null }

/** Fields that identify a row for the machine and tell a person nothing. */
const silent: ReadonlySet<string> = new Set(['id', 'uuid', 'natural_key', 'from_changeset', 'to_changeset', 'removed_in'])

/** Takes the JSON texts of the log; a text that is no JSON object has no fields. Empty values are left out. */
export function changedFields(before: string | null, after: string | null): readonly ChangedField[] {
  const old = fieldsOf(before)
  const fresh = fieldsOf(after)
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((name) => !silent.has(name) && !name.endsWith('_id'))
    .map((name) => ({ name: name.replaceAll('_', ' '), before: old.get(name) ?? null, after: fresh.get(name) ?? null }))
    .filter((field) => field.before !== field.after)
}

function fieldsOf(json: string | null): ReadonlyMap<string, string> {
  if (json === null) return new Map()
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
    return new Map(Object.entries(value).flatMap(([name, field]: [string, unknown]) => (field === null || field === '' ? [] : [[name, typeof field === 'string' ? field : JSON.stringify(field)] as const])))
  } catch {
    return new Map()
  }
}
