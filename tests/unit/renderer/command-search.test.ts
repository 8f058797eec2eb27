import { describe, expect, test } from 'vitest'
import { findCommands, score } from '../../../src/renderer/app/command-search.ts'

const commands = [
  { id: 'go.overview', label: 'Vue d’ensemble' },
  { id: 'go.activity', label: 'Activité' },
  { id: 'do.verify', label: 'Vérifier cet espace de travail' },
  { id: 'do.new', label: 'Nouvel espace de travail…' },
  { id: 'do.english', label: 'Langue : English', words: 'en' },
]
const ids = (query: string, recent: readonly string[] = []) => findCommands(commands, query, recent).map(({ id }) => id)

describe('commands', () => {
  test('are found without accents and case, the beginning of a word first', () => {
    expect(ids('VERIF')).toEqual(['do.verify'])
    expect(ids('espace')).toEqual(['do.new', 'do.verify'])
    expect(ids('activite')[0]).toBe('go.activity')
  })
  test('are found by their letters in order', () => {
    expect(ids('nvt')).toContain('do.new')
    expect(score('xyz', 'Activité')).toBeNull()
  })
  test('stand in their order, those used lately first, when nothing is typed', () => {
    expect(ids('')).toEqual(commands.map(({ id }) => id))
    expect(ids('', ['do.new', 'go.activity']).slice(0, 2)).toEqual(['do.new', 'go.activity'])
  })
  test('survive a query of signs', () => {
    expect(() => ids('.*+?^${}()|[]\\')).not.toThrow()
    expect(ids('   ')).toHaveLength(commands.length)
  })
})
