import { expect, test } from 'vitest'
import { createNavigation } from '../../../src/renderer/platform/navigation.ts'

/** The part of a window that the navigation uses: a history with entries, as a browser keeps it. */
function fakeWindow(state: unknown = null) {
  const entries: unknown[] = [state]
  let index = 0
  let onPop: ((event: { state: unknown }) => void) | null = null
  const move = (by: number) => {
    if (entries[index + by] === undefined) return
    index += by
    onPop?.({ state: entries[index] })
  }
  const history = {
    get state() {
      return entries[index]
    },
    pushState: (next: unknown) => {
      entries.splice(index + 1)
      entries.push(next)
      index += 1
    },
    replaceState: (next: unknown) => {
      entries[index] = next
    },
    back: () => move(-1),
    forward: () => move(1),
  }
  return { window: { history, addEventListener: (_: string, listener: typeof onPop) => (onPop = listener) } as unknown as Window, entries }
}

test('goes to sections, back and forward, and tells its listeners', () => {
  const { window } = fakeWindow()
  const navigation = createNavigation(window, 'overview')
  const told: string[] = []
  const stop = navigation.subscribe(() => told.push(navigation.get().section))
  navigation.go('projects', { project: 4 })
  navigation.go('activity')
  navigation.back()
  expect(navigation.get()).toEqual({ section: 'projects', params: { project: 4 } })
  navigation.back()
  navigation.forward()
  expect(told).toEqual(['projects', 'activity', 'projects', 'overview', 'projects'])
  stop()
  navigation.go('overview')
  expect(told).toHaveLength(5)
})

test('what is open in a section replaces the entry; the same place twice is one entry', () => {
  const { window, entries } = fakeWindow()
  const navigation = createNavigation(window, 'overview')
  navigation.go('projects')
  navigation.go('projects')
  navigation.replace({ project: 9 })
  expect(entries).toHaveLength(2)
  expect(navigation.get()).toEqual({ section: 'projects', params: { project: 9 } })
})

test('a reload goes on where it was; a history that something else wrote is ignored', () => {
  expect(createNavigation(fakeWindow({ route: { section: 'activity', params: { changeset: 2 } } }).window, 'overview').get().section).toBe('activity')
  expect(createNavigation(fakeWindow({ route: { section: 5 } }).window, 'overview').get()).toEqual({ section: 'overview', params: {} })
  expect(createNavigation(fakeWindow('x').window, 'overview').get().section).toBe('overview')
})
