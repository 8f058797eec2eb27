import { expect, test } from 'vitest'
import { recordSpec } from '../../../src/shared/domain/register/record-catalogue.ts'
import { choiceKey, fieldKey, recordKey, recordsKey } from '../../../src/shared/domain/register/record-texts.ts'
import { recordTypes } from '../../../src/shared/domain/register/record-types.ts'
import { en } from '../../../src/shared/messages/en/index.ts'

test('every record type, field and choice of the catalogue has a text', () => {
  const keys = recordTypes.flatMap((type) => [recordKey(type), recordsKey(type), ...recordSpec(type).fields.flatMap((field) => [fieldKey(field.key), ...(field.choices?.codes.map((code) => choiceKey(field.choices?.list ?? '', code)) ?? [])])])
  expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([])
})

test('a field is named once in its type, and what names a record or makes its key is one of its fields', () => {
  for (const type of recordTypes) {
    const spec = recordSpec(type)
    const fields = spec.fields.map(({ key }) => key)
    expect(new Set(fields).size, type).toBe(fields.length)
    const named = [...spec.name, ...spec.key, ...(spec.parent ? [spec.parent.field] : []), ...(spec.moneyOn === null ? [] : [spec.moneyOn])]
    expect(named.filter((key) => !fields.includes(key)), type).toEqual([])
  }
})
