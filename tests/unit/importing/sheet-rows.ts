import { detectLayout, type SheetTable } from '../../../src/main/core/importing/detect/sheet-layout.ts'
import type { SheetCell, SheetRow } from '../../../src/shared/domain/sheet.ts'
import type { PartnerRegister } from '../../../src/main/core/importing/map/partner-register.ts'

/** Values of a test sheet: text, numbers (or `{ number }` for exact ones), dates, error cells, merged and uncached cells; null is no cell. */
export type TestValue = string | number | null | { readonly date: string } | { readonly number: string } | { readonly error: string } | { readonly formula: string } | { readonly merged: string } | { readonly covered: true } | { readonly bool: boolean }

function cellOf(column: number, value: TestValue): SheetCell | null {
  if (value === null) return null
  if (typeof value === 'string') return { column, type: 'text', raw: value, text: value }
  if (typeof value === 'number') return { column, type: 'number', raw: String(value), text: String(value) }
  if ('number' in value) return { column, type: 'number', raw: value.number, text: value.number }
  if ('date' in value) return { column, type: 'date', raw: '40000', text: value.date }
  if ('error' in value) return { column, type: 'error', raw: value.error, text: value.error }
  if ('formula' in value) return { column, type: 'blank', raw: '', text: '', formula: value.formula, isUncached: true }
  if ('merged' in value) return { column, type: 'text', raw: value.merged, text: value.merged, merge: 'origin' }
  if ('bool' in value) return { column, type: 'boolean', raw: value.bool ? '1' : '0', text: value.bool ? 'TRUE' : 'FALSE' }
  return { column, type: 'blank', raw: '', text: '', merge: 'covered' }
}

/** Rows from 1; an empty array is a row that the file does not hold. */
export function sheetRows(matrix: readonly (readonly TestValue[])[], hidden: readonly number[] = []): SheetRow[] {
  return matrix.flatMap((values, index) => {
    const cells = values.map((value, column) => cellOf(column, value)).filter((cell) => cell !== null)
    return cells.length === 0 ? [] : [{ row: index + 1, isHidden: hidden.includes(index + 1), cells }]
  })
}

export const sheet = { index: 0, name: 'Sheet1', visibility: 'visible' } as const

const government = (key: string, fao: string, ...names: string[]) => ({ key, name: names[0] ?? key, names, identifiers: [{ system: 'fao-symbol' as const, code: fao }, { system: 'iso3' as const, code: key }], parentKey: null, type: 'government' })

/** A small register; Austria and Australia have each other's look-alike codes, as in the real lists. */
export const register: PartnerRegister = {
  partners: [
    government('JPN', 'JPN', 'Japan', 'Japon', 'Japón'), government('CAN', 'CAN', 'Canada', 'Canadá'), government('DEU', 'GER', 'Germany', 'Allemagne', 'Alemania'), government('NZL', 'NZE', 'New Zealand'),
    government('GBR', 'UK', 'United Kingdom', 'UK', 'Royaume-Uni'), government('HND', 'HON', 'Honduras'), government('AUS', 'AUL', 'Australia', 'Australie'), government('AUT', 'AUS', 'Austria', 'Autriche'), government('NOR', 'NOR', 'Norway', 'Norvège'),
    { key: 'EU', name: 'European Union', names: ['EU', 'EC', 'Union européenne'], identifiers: [{ system: 'fao-symbol', code: 'EC' }], parentKey: null, type: 'eu' },
    { key: 'ADB', name: 'Asian Development Bank', names: ['ADB'], identifiers: [], parentKey: null, type: 'ifi' },
    { key: 'UNICEF', name: 'United Nations Children’s Fund', names: ['UNICEF'], identifiers: [{ system: 'fao-symbol', code: 'CEF' }], parentKey: null, type: 'un' },
    { key: 'MUL', name: 'Several partners', names: [], identifiers: [], parentKey: null, type: 'several' },
    { key: 'ASSESSED', name: 'Regular Programme', names: [], identifiers: [], parentKey: null, type: 'assessed' },
    { key: 'UNKNOWN-DONOR', name: 'Donor not known', names: [], identifiers: [], parentKey: null, type: 'unknown' },
  ],
  countries: [
    { key: 'PHL', names: ['Philippines'], fao: 'PHI', iso2: 'PH', iso3: 'PHL' },
    { key: 'HND', names: ['Honduras'], fao: 'HON', iso2: 'HN', iso3: 'HND' },
    { key: 'BDI', names: ['Burundi'], fao: 'BDI', iso2: 'BI', iso3: 'BDI' },
    { key: 'ITA', names: ['Italy', 'Italie'], fao: 'ITA', iso2: 'IT', iso3: 'ITA' },
  ],
  modalities: ['GCP', 'UTF', 'OSRO', 'UNJP', 'MTF', 'MDTF', 'FMM', 'SFERA', 'TCP'],
}

const covered: TestValue = { covered: true }

/** A country office's list of grants as such lists come: title, full-width band, headers with line breaks, two currencies side by side. All values invented. */
export const grantList: readonly (readonly TestValue[])[] = [
  [],
  [{ merged: 'GRANTS: FINANCIAL PERFORMANCE AS OF DECEMBER 2013' }, covered, covered, covered],
  [{ merged: 'CORE FIELDS' }, ...Array.from({ length: 13 }, () => covered)],
  ['Grant ID', 'Grant Title', 'Funding Institution', 'Parent DP/Funding Institution', 'Executing Agency', 'Grant Amount   \n(in US$)\nas of December 2013', 'Grant Amount   \n(in PhP)\nas of December 2013', 'Utilization\n(in US$)\nas of December 2013', 'Utilization\n(in PhP)\nas of December 2013', 'Project Start Date\n(Financial)', 'Project Original Closing Date\n(Financial)', 'Project Revised Closing Date\n(Financial)', 'Disbursement Target (Jan-June 2013) in US$', 'Utilization Rate'],
  ['ADB-2011-001', 'Roads to markets', 'ADB', null, 'DA', 1_410_000, 66_086_700, 69_000, 3_234_030, { date: '2011-08-09' }, null, { date: '2016-12-31' }, 1000, 4.9],
  ['TCP/PHI/3391', 'Food security information', 'FAO', 'UN System', 'FAO', 366_000, 17_154_420, 314_806, { number: '14754957.219999999' }, { date: '2012-03-15' }, { date: '2014-01-31' }, { date: '2015-03-31' }, null, 86],
  ['TCP/RAS/ 3399', 'Statistics **', 'FAO', 'UN System', 'FAO', 450_000, 21_091_500, null, null, { date: '2013-08-01' }, { date: '2015-07-31' }, null, null, null],
  ['OSRO/PHI/399/NZE', 'Livelihoods', 'FAO', 'UN System', 'FAO', { number: '2881500.005' }, 135_055_905, 133_585, null, { date: '2012-06-24' }, { date: '2014-10-31' }, null, null, 5],
  ['UNP/PHI/095/CEF', 'Early warning', 'FAO', 'UN System', 'FAO', 430_418, 20_173_692, 165_255, 7_745_502, null, { date: '2014-09-30' }, null, null, 38],
  ['TCP/RAS/ 3399', 'Statistics **', 'FAO', 'UN System', 'FAO', 450_000, 21_091_500, null, null, { date: '2013-08-01' }, { date: '2015-07-31' }, null, null, null],
  ['OSRO/RAS/391/EC-Baby-01', 'Risk reduction', 'FAO', 'UN System', 'FAO', 600_809, 28_159_917, 0, 0, { date: '2012-07-01' }, { date: '2013-12-31' }, null, null, 0],
  ['MTF/INT/691/MUL', 'Commission **', 'FAO', 'UN System', 'FAO', 38_304_069, 1_795_311_714, null, null, { date: '2007-04-15' }, { date: '2006-04-14' }, null, null, null],
  ['JICA-1', 'Irrigation', 'Japan', null, 'DA', null, 5_000_000, null, null, { date: '2010-01-01' }, null, null, null, null],
  [null, 'GRAND TOTAL', null, null, null, 44_442_796, 2_083_124_848, 682_646, null],
]

/** The first table of a sheet whose rows are all given. */
export function firstTable(rows: readonly SheetRow[], lastRow: number): SheetTable {
  const [table] = detectLayout(rows, lastRow, true).tables
  if (!table) throw new Error('a layout without a table')
  return table
}
