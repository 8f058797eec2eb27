/** A workbook of 100,000 rows x 20 columns as an aid register would export it: symbols, names, dates, the same money in two currencies, remarks. */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDeflateRaw, crc32 } from 'node:zlib'
import { columnName } from '../../src/shared/domain/sheet.ts'
import { workbookParts } from '../fixtures/workbook-builder.ts'
import { buildZip } from '../fixtures/zip-writer.ts'

const headings = [
  'Project symbol', 'Project title', 'Resource partner', 'Parent partner', 'Country', 'Executing agency', 'Implementing agency', 'Modality', 'Sector', 'Status', 'Approval date', 'Start date', 'End date',
  'Approved amount (US$)', 'Approved amount (EUR)', 'Disbursement (US$)', 'Disbursement (EUR)', 'As of date', 'Remarks', 'Utilization rate',
] as const
export const workbookColumns = headings.length

const partners = ['Japan', 'Spain', 'Italy', 'Sweden', 'Norway', 'Belgium', 'Canada', 'Germany', 'France', 'European Union', 'World Bank', 'UNICEF', 'Australia', 'Ireland', 'Netherlands', 'Finland']
const areas: readonly (readonly [string, string])[] = [['PHI', 'Philippines'], ['KEN', 'Kenya'], ['ETH', 'Ethiopia'], ['BGD', 'Bangladesh'], ['NEP', 'Nepal'], ['HON', 'Honduras'], ['MLI', 'Mali'], ['SUD', 'Sudan'], ['PER', 'Peru'], ['MOZ', 'Mozambique']]
const codes = ['JPN', 'SPA', 'ITA', 'SWE', 'NOR', 'BEL', 'CAN', 'GER', 'FRA', 'EC', 'WBK', 'CEF', 'AUL', 'IRE', 'NET', 'FIN']
const programmes = ['GCP', 'OSRO', 'UNJP', 'MTF']
const agencies = ['Ministry of Agriculture', 'Department of Fisheries', 'National Food Authority', 'Forest Service', 'FAO']
const sectors = ['Crops', 'Livestock', 'Fisheries', 'Forestry', 'Nutrition', 'Land and water']
const statuses = ['Ongoing', 'Closed', 'Pipeline']

const path = join(tmpdir(), 'rmms-bench', 'contributions-100000-v2.xlsx')
const at = <T>(items: readonly T[], index: number, otherwise: T): T => items[index % items.length] ?? otherwise

/** Path of the file; made once. */
export async function contributionsWorkbook(rows: number): Promise<string> {
  if (existsSync(path)) return path
  mkdirSync(join(tmpdir(), 'rmms-bench'), { recursive: true })
  const texts: string[] = []
  const places = new Map<string, number>()
  const text = (value: string): string => {
    let place = places.get(value)
    if (place === undefined) {
      place = texts.push(value) - 1
      places.set(value, place)
    }
    return ` t="s"><v>${place}</v>`
  }
  const number = (value: string | number): string => `><v>${value}</v>`
  const date = (serial: number): string => ` s="1"><v>${serial}</v>`
  const cells = (row: number): string[] => {
    const seed = (row * 7919) % 1_000_003
    const [area, country] = at(areas, row * 3, ['PHI', 'Philippines'])
    const donor = row * 5
    const used = Math.floor(seed * 0.6)
    return [
      text(`${at(programmes, row, 'GCP')}/${area}/${String(1000 + (Math.floor(row / 40) % 9000))}/${at(codes, donor, 'JPN')}${row % 40 < 10 ? '' : `-BABY${10 + (row % 40)}`}`),
      text(`Invented project number ${row} of the register`), text(at(partners, donor, 'Japan')), text(at(['DAC', 'Multilateral', 'Other'], donor, 'DAC')), text(country), text(at(agencies, row, 'FAO')), text(at(agencies, row * 3, 'FAO')),
      text(at(programmes, row, 'GCP')), text(at(sectors, row, 'Crops')), text(at(statuses, row, 'Closed')), date(39_500 + (seed % 2000)), date(39_520 + (seed % 2000)), date(41_000 + (seed % 1500)),
      number(`${seed + 10_000}.${10 + (seed % 90)}`), number(((seed + 10_000) * 0.75).toFixed(2)), number(used), number((used * 0.75).toFixed(2)), date(41_639),
      row % 7 === 0 ? text(`Remark ${row % 1000}: figures as reported`) : '/>', number(60),
    ]
  }
  const deflate = createDeflateRaw({ level: 6 })
  const packed: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => packed.push(chunk))
  let crc = 0
  let unpackedBytes = 0
  const write = async (content: string): Promise<void> => {
    const bytes = Buffer.from(content)
    crc = crc32(bytes, crc)
    unpackedBytes += bytes.length
    if (!deflate.write(bytes)) await once(deflate, 'drain')
  }
  const letters = headings.map((_, column) => columnName(column))
  const rowXml = (row: number, contents: readonly string[]): string => `<row r="${row}">${contents.map((content, column) => `<c r="${letters[column] ?? ''}${row}"${content}${content === '/>' ? '' : '</c>'}`).join('')}</row>`
  await write(`<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rowXml(1, headings.map(text))}`)
  for (let first = 0; first < rows; first += 500) await write(Array.from({ length: Math.min(500, rows - first) }, (_, index) => rowXml(first + index + 2, cells(first + index))).join(''))
  await write('</sheetData></worksheet>')
  deflate.end()
  await once(deflate, 'end')
  const usual = workbookParts({ sheets: [{ name: 'Grants', rows: [texts] }], formats: ['yyyy-mm-dd'] })
  const sheet = { name: 'xl/worksheets/sheet1.xml', content: '', lie: { packed: Buffer.concat(packed), crc, unpackedBytes } }
  await writeFile(`${path}.making`, buildZip(usual.map((part) => (part.name === sheet.name ? sheet : part))))
  renameSync(`${path}.making`, path)
  return path
}
