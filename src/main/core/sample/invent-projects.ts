/** Projects of the sample, office by office, from a fixed seed: symbols, titles, dates and money that hang together and are all invented. */
import { donors, emergencySubjects, openings, places, subjects, type Donor, type Place } from './names.ts'
import type { Random } from './random.ts'

export const firstYear = 2008
export const lastYear = 2013

export interface SampleProject {
  readonly symbol: string
  readonly title: string
  /** As the office writes it; `FAO` where the money is assessed. */
  readonly partner: string
  readonly place: string
  /** ISO dates; null where the office has none. */
  readonly approved: string | null
  readonly starts: string | null
  readonly ends: string | null
  /** Whole US dollars, a multiple of 100. */
  readonly budget: number
  /** Later reduction of the budget, below zero; with its date. */
  readonly reduction: { readonly at: string; readonly dollars: number } | null
  /** Dollars delivered in each year from firstYear to lastYear. */
  readonly delivery: readonly number[]
}

export type Programme = 'GCP' | 'UTF' | 'OSRO' | 'UNJP' | 'MTF' | 'FMM' | 'SFER' | 'TCP'
type Some<T> = readonly [T, ...T[]]

/** What one office runs; a programme or place that stands twice is twice as likely. */
export interface Portfolio {
  readonly office: string
  readonly projects: number
  readonly programmes: Some<Programme>
  readonly places: Some<Place>
  readonly donors: Some<Donor>
}

const donorsOf: Readonly<Partial<Record<Programme, Some<Donor>>>> = {
  UNJP: ['UNJ'], FMM: ['MUL', 'NET', 'SWE'], MTF: ['MUL', 'BMG', 'IFA', 'WBK'], SFER: ['SWE', 'NOR', 'BEL', 'CAN', 'FRA', 'MUL'],
}
/** Countries that pay for their own projects here. */
const payingPlaces = new Set<string>(['BRA', 'SAU', 'NIR'] satisfies Place[])
/** Funds that serve the whole world. */
const pools = new Set<Programme>(['FMM', 'SFER'])
const wide = new Set<string>(['RAF', 'RAS', 'RLA', 'RNE', 'INT', 'GLO'] satisfies Place[])

const day = (random: Random, year: number): string => `${year}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`
const hundreds = (dollars: number): number => Math.round(dollars / 100) * 100

export function createProjectMaker(random: Random): (portfolio: Portfolio) => SampleProject[] {
  const serials = new Map<string, number>()
  const titles = new Set<string>()

  function serial(programme: Programme, place: Place): string {
    const key = `${programme}/${place}`
    const number = (serials.get(key) ?? (programme === 'TCP' ? 3900 : 900)) + random.between(1, 2)
    serials.set(key, number)
    return `${key}/${number}`
  }
  function title(programme: Programme, place: Place): string {
    for (;;) {
      const subject = random.pick(programme === 'OSRO' || programme === 'SFER' ? emergencySubjects : subjects)
      const text = `${random.pick(openings)} ${subject}${wide.has(place) ? '' : ` in ${places[place]}`}${random.chance(0.15) ? ', phase II' : ''}`
      if (titles.has(text)) continue
      titles.add(text)
      return text
    }
  }
  function deliver(budget: number, start: number, years: number): number[] {
    const total = budget * (0.7 + 0.3 * random.next())
    const weights = Array.from({ length: years }, (_, index) => (index === 0 ? 0.5 : 1) * (0.6 + 0.8 * random.next()))
    const sum = weights.reduce((all, weight) => all + weight, 0)
    return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => {
      const weight = weights[firstYear + index - start]
      return weight === undefined ? 0 : Math.floor((total * weight) / sum / 100) * 100
    })
  }
  function money(programme: Programme): number {
    // The cube of an even draw: many small budgets, a few large ones.
    const draw = random.next() * random.next() * random.next()
    return hundreds(programme === 'TCP' ? 90_000 + draw * 410_000 : programme === 'OSRO' ? 150_000 + draw * 22_000_000 : programme === 'UNJP' ? 100_000 + draw * 5_000_000 : 120_000 + draw * 14_000_000)
  }

  function make(portfolio: Portfolio): SampleProject {
    const drawn = random.pick(portfolio.programmes)
    const place = pools.has(drawn) ? 'GLO' : random.pick(portfolio.places)
    const programme = payingPlaces.has(place) && random.chance(0.75) ? 'UTF' : drawn
    const donor = programme === 'TCP' ? null : programme === 'UTF' ? (place as Donor) : random.pick(donorsOf[programme] ?? portfolio.donors)
    const base = serial(programme, place)
    return dated(programme, `${base}${donor === null ? '' : `/${donor}`}`, title(programme, place), donor === null ? 'FAO' : donors[donor], places[place], money(programme))
  }
  function dated(programme: Programme, symbol: string, name: string, partner: string, place: string, budget: number): SampleProject {
    const year = random.between(firstYear, lastYear)
    const years = programme === 'TCP' || programme === 'OSRO' ? random.between(1, 2) : random.between(2, 4)
    const approved = day(random, year)
    const hasDates = random.chance(0.95)
    const cut = random.chance(0.2) && year < lastYear
    return {
      symbol, title: name, partner, place, budget,
      approved: hasDates ? approved : null,
      starts: hasDates && random.chance(0.97) ? approved : null,
      ends: hasDates ? day(random, year + years) : null,
      reduction: cut ? { at: day(random, year + 1), dollars: -hundreds(budget * (0.05 + 0.2 * random.next())) } : null,
      delivery: deliver(cut ? budget * 0.7 : budget, year, years),
    }
  }

  return (portfolio) => {
    const made: SampleProject[] = []
    while (made.length < portfolio.projects) {
      const parent = make(portfolio)
      made.push(parent)
      const babies = /^(?:GCP|OSRO)\/.*\/EC$/.test(parent.symbol) && random.chance(0.35) ? Math.min(2, portfolio.projects - made.length) : 0
      for (let baby = 1; baby <= babies; baby++) {
        made.push(dated('OSRO', `${parent.symbol}-BABY0${baby}`, `${parent.title}, component ${baby}`, parent.partner, parent.place, hundreds(parent.budget * (0.1 + 0.1 * random.next()))))
      }
    }
    return made
  }
}
