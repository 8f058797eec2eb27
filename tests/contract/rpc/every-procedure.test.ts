import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../../src/shared/contract/index.ts'

const procedures = Object.entries(contract).flatMap(([namespace, methods]) => Object.entries(methods).map(([name, procedure]) => [`${namespace}.${name}`, procedure] as const))

describe('every procedure of the contract', () => {
  it.each(procedures)('%s speaks JSON only: its schemas can be said as JSON Schema', (_name, procedure) => {
    // Throws on Date, bigint, undefined, Map and the like.
    expect(() => z.toJSONSchema(procedure.input, { io: 'input' })).not.toThrow()
    expect(() => z.toJSONSchema(procedure.output)).not.toThrow()
  })

  it.each(procedures)('%s lets no path in: only tokens, ids and texts of limited length name things', (_name, procedure) => {
    const text = JSON.stringify(z.toJSONSchema(procedure.input, { io: 'input' }))
    expect(text).not.toMatch(/"(path|file|dir|folder)":\{"type":"string"\}/i)
  })

  it.each(procedures)('%s refuses what is no object', (_name, procedure) => {
    for (const input of [null, 1, 'text', []]) expect(procedure.input.safeParse(input).success).toBe(false)
  })
})
