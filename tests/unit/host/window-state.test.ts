import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWindow, smallestWindow } from '../../../src/main/hosts/electron/window-state.ts'

const left = { x: -1920, y: 0, width: 1920, height: 1080 }
const right = { x: 0, y: 0, width: 1280, height: 800 }

describe('placeWindow', () => {
  it('stands in the middle of the primary display at first, no larger than it', () => {
    expect(placeWindow(null, [right, left], [])).toEqual({ x: 0, y: 0, width: 1280, height: 800 })
    expect(placeWindow(null, [left, right], [])).toEqual({ x: -1680, y: 90, width: 1440, height: 900 })
  })

  it('comes back where it was, on whichever display that was', () => {
    const kept = { x: -1900, y: 40, width: 1000, height: 700 }
    expect(placeWindow(kept, [right, left], [])).toEqual(kept)
  })

  it('comes back onto a display that is there, where its own is gone', () => {
    expect(placeWindow({ x: -1900, y: 40, width: 1000, height: 700 }, [right], [])).toEqual({ x: 0, y: 40, width: 1000, height: 700 })
    expect(placeWindow({ x: 90_000, y: -5_000, width: 4_000, height: 20 }, [right], [])).toEqual({ x: 0, y: 0, width: 1280, height: smallestWindow.height })
  })

  it('lies wholly on one display, whatever was kept (500 runs)', () => {
    const bounds = fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }), width: fc.integer({ min: 1, max: 6000 }), height: fc.integer({ min: 1, max: 6000 }) })
    const corner = fc.record({ x: fc.integer({ min: -1920, max: 1280 }), y: fc.integer({ min: 0, max: 800 }) })
    const property = fc.property(fc.option(bounds), fc.array(corner, { maxLength: 5 }), (kept, others) => {
      const placed = placeWindow(kept, [right, left], others)
      const isOn = (display: typeof right): boolean => placed.x >= display.x && placed.y >= display.y && placed.x + placed.width <= display.x + display.width && placed.y + placed.height <= display.y + display.height
      expect(isOn(right) || isOn(left)).toBe(true)
    })
    fc.assert(property, { seed: 7, numRuns: 500 })
  })
})
