/**
 * Three submissions that wait to be imported, in three languages and with the usual defects: titles above the header, a band,
 * symbols as people type them, an amount that nobody can read, a total, a line that stands twice, missing dates, a new partner.
 */
import type { Random } from './random.ts'
import { csvBytes, dateValue, workbookBytes, type SheetFile, type SheetValue } from './sheet-file.ts'

export interface WaitingSubmission {
  readonly name: string
  readonly bytes: Uint8Array
}

interface Line {
  readonly symbol: string
  readonly title: string
  readonly partner: string
  readonly place: string
  readonly approved: string | null
  readonly ends: string | null
  /** Whole US dollars, a multiple of 100. */
  readonly budget: number
  readonly delivered: readonly [number, number]
}

interface Language {
  readonly openings: readonly [string, ...string[]]
  readonly subjects: readonly [string, ...string[]]
  /** Area code of the symbol and the country's name. */
  readonly places: readonly [readonly [string, string], ...(readonly [string, string])[]]
  /** Donor code of the symbol and the partner's name. */
  readonly partners: readonly [readonly [string, string], ...(readonly [string, string])[]]
}

const english: Language = {
  openings: ['Support to', 'Improved', 'Scaling up', 'Partnerships for'],
  subjects: ['maize seed certification', 'goat milk marketing', 'lake fisheries data', 'tsetse control', 'dryland forestry', 'youth in farming', 'tea cooperatives', 'rangeland monitoring'],
  places: [['KEN', 'Kenya'], ['UGA', 'Uganda'], ['URT', 'Tanzania']],
  partners: [['JPN', 'Japan'], ['UK', 'UK'], ['SWE', 'Sweden'], ['EC', 'European Union'], ['GER', 'Germany'], ['NET', 'The Netherlands']],
}
const french: Language = {
  openings: ['Appui à', 'Renforcement de', 'Projet pilote pour', 'Suivi de'],
  subjects: ['la production de semences', 'la pêche artisanale', 'la santé animale', 'la gestion des parcours', 'la nutrition des ménages', 'l’irrigation villageoise', 'la filière du niébé', 'l’information sur les marchés'],
  places: [['SEN', 'Sénégal'], ['MLI', 'Mali'], ['NER', 'Niger'], ['BKF', 'Burkina Faso']],
  partners: [['BEL', 'Belgique'], ['SPA', 'Espagne'], ['FRA', 'France'], ['EC', 'Union européenne'], ['SWE', 'Suède'], ['IFA', 'FIDA']],
}
const spanish: Language = {
  openings: ['Apoyo a', 'Fortalecimiento de', 'Mejora de', 'Seguimiento de'],
  subjects: ['la producción de semillas', 'la pesca artesanal', 'la sanidad animal', 'la agricultura familiar', 'los huertos escolares', 'el manejo de cuencas', 'las cooperativas de café', 'la estadística agraria'],
  places: [['HON', 'Honduras'], ['GUA', 'Guatemala'], ['NIC', 'Nicaragua'], ['ELS', 'El Salvador']],
  partners: [['SPA', 'España'], ['ITA', 'Italia'], ['CAN', 'Canadá'], ['GER', 'Alemania'], ['EC', 'Unión Europea'], ['NOR', 'Noruega']],
}

/** Serial numbers above those of the projects that the sample holds already. */
const firstSerial = 961
const lineCount = 24

function lines(random: Random, { openings, subjects, places, partners }: Language): Line[] {
  return Array.from({ length: lineCount }, (_, index) => {
    const [area, place] = random.pick(places)
    const [donor, partner] = random.pick(partners)
    const programme = random.chance(0.3) ? 'OSRO' : 'GCP'
    const budget = 100_000 + random.between(0, 400) * 10_000 * random.between(1, 2) + random.between(0, 99) * 100
    const year = random.between(2012, 2013)
    const month = String(random.between(1, 12)).padStart(2, '0')
    const date = String(random.between(13, 28))
    return {
      symbol: `${programme}/${area}/${firstSerial + index}/${donor}`,
      title: `${openings[index % openings.length] ?? openings[0]} ${subjects[Math.floor(index / openings.length + index) % subjects.length] ?? subjects[0]}`,
      partner, place, budget,
      approved: index % 11 === 7 ? null : `${year}-${month}-${date}`,
      ends: `${year + random.between(1, 3)}-${month}-${date}`,
      delivered: [year === 2012 ? Math.floor(budget * 0.002) * 100 : 0, Math.floor(budget * 0.003) * 100],
    }
  })
}

/** Symbols as people type them, by line; each is still one project. */
const typed: Readonly<Record<number, (symbol: string) => string>> = {
  2: (symbol) => symbol.replace('/', ' /'),
  5: (symbol) => symbol.replace(/\/(\d)/, '/ $1'),
  9: (symbol) => symbol.replace(/^(\w+)\/(\w+)\//, '$1-$2-'),
  13: (symbol) => symbol.replace('OSRO', 'ORSO').replace('GCP', 'GPC'),
  17: (symbol) => symbol.toLowerCase(),
}
const asTyped = (line: Line, index: number): string => (typed[index] ?? String)(line.symbol)

/** `make` gives the cells of a line; the line of place 6 comes again after the last, before the total. */
function rowsOf(all: readonly Line[], make: (line: Line, index: number) => SheetValue[]): SheetValue[][] {
  const rows = all.map(make)
  const again = rows[6]
  return again ? [...rows, [...again]] : rows
}
const sum = (all: readonly Line[], of: (line: Line, index: number) => number): number => [...all, ...all.slice(6, 7)].reduce((total, line, index) => total + of(line, index), 0)

function englishFile(all: readonly Line[]): SheetFile {
  const rows = rowsOf(all, (line, index) => [
    asTyped(line, index), line.title, index === 11 ? 'Harbour Light Initiative (invented)' : line.partner, line.place, dateValue(line.approved), dateValue(line.ends),
    index === 15 ? 'approx. 250,000?' : line.budget, line.delivered[0], index === 20 ? 'n/a' : line.delivered[1],
  ])
  return {
    name: 'Invented submission FRKEN, December 2013.xlsx', sheet: 'Projects',
    above: [['INVENTED DATA FOR LEARNING'], ['Representations in Kenya, Uganda and Tanzania: projects approved 2012-13'], []],
    band: [null, null, null, null, null, null, null, 'Delivery (US$)', null],
    header: ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approval date', 'End date', 'Approved amount (US$)', '2012', '2013'],
    rows: [...rows, ['Grand total', null, null, null, null, null, sum(all, (line, index) => (index === 15 ? 0 : line.budget)), sum(all, (line) => line.delivered[0]), sum(all, (line, index) => (index === 20 ? 0 : line.delivered[1]))]],
  }
}

function frenchFile(all: readonly Line[]): SheetFile {
  const thousands = (dollars: number): string => `${Math.floor(dollars / 1_000_000) || ''}${dollars >= 1_000_000 ? ' ' : ''}${dollars >= 1_000_000 ? String(Math.floor(dollars / 1000) % 1000).padStart(3, '0') : Math.floor(dollars / 1000)},${Math.floor((dollars % 1000) / 100)}`
  const rows = rowsOf(all, (line, index) => [
    asTyped(line, index), line.title, index === 11 ? 'Fondation Rive Claire (inventée)' : line.partner, line.place,
    index % 4 === 0 ? (line.approved?.split('-').reverse().join('/') ?? null) : dateValue(line.approved), dateValue(line.ends),
    index === 15 ? 'à confirmer' : index % 6 === 1 ? thousands(line.budget) : line.budget / 1000, index % 3 === 0 ? 'reliquat à vérifier' : null,
  ])
  return {
    name: 'Soumission inventée FRSEN, décembre 2013.xlsx', sheet: 'Projets',
    above: [['DONNÉES INVENTÉES'], ['Représentations au Sahel'], [], []],
    header: ['Symbole du projet', 'Intitulé du projet', 'Partenaire fournissant des ressources', 'Pays', 'Date d’approbation', 'Date de fin', 'Montant approuvé (en milliers d’USD)', 'Observations'],
    rows: [...rows.slice(0, 12), [], ...rows.slice(12), ['Total général', null, null, null, null, null, sum(all, (line, index) => (index === 15 ? 0 : line.budget)) / 1000, null]],
  }
}

function spanishFile(all: readonly Line[]): SheetFile {
  const rows = rowsOf(all, (line, index) => [
    asTyped(line, index), line.title, index === 11 ? 'Fundación Puerto Sereno (inventada)' : line.partner, line.place, dateValue(line.approved), dateValue(line.ends),
    index === 15 ? 'por definir' : line.budget + 0.5, line.delivered[0] + line.delivered[1],
  ])
  return {
    name: 'Envío inventado FRHND, diciembre 2013.csv', sheet: '',
    above: [['DATOS INVENTADOS'], ['Representaciones en Centroamérica: proyectos aprobados']],
    header: ['Símbolo del proyecto', 'Título del proyecto', 'Donante', 'País', 'Fecha de aprobación', 'Fecha de finalización', 'Monto aprobado (USD)', 'Monto ejecutado (USD)'],
    rows: [...rows, ['Total general', null, null, null, null, null, sum(all, (line, index) => (index === 15 ? 0 : line.budget + 0.5)), sum(all, (line) => line.delivered[0] + line.delivered[1])]],
  }
}

export async function waitingSubmissions(random: Random): Promise<WaitingSubmission[]> {
  const first = englishFile(lines(random, english))
  const second = frenchFile(lines(random, french))
  const third = spanishFile(lines(random, spanish))
  return [
    { name: first.name, bytes: await workbookBytes(first) },
    { name: second.name, bytes: await workbookBytes(second) },
    { name: third.name, bytes: csvBytes(third) },
  ]
}
