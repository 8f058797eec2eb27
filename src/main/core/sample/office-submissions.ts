/** The submissions that the sample holds already: one an office, each with its own idea of a table. */
import { createProjectMaker, firstYear, lastYear, type Portfolio, type SampleProject } from './invent-projects.ts'
import type { Random } from './random.ts'
import { dateValue, type SheetFile, type SheetValue } from './sheet-file.ts'

export interface OfficeSubmission {
  /** Key of the office in the reference data. */
  readonly office: string
  readonly file: SheetFile
}

interface Column {
  readonly header: string
  readonly band?: string
  readonly value: (project: SampleProject) => SheetValue
}

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)
const symbol = (header: string): Column => ({ header, value: (project) => project.symbol })
const title = (header: string): Column => ({ header, value: (project) => project.title })
const partner = (header: string): Column => ({ header, value: (project) => project.partner })
const place = (header: string): Column => ({ header, value: (project) => project.place })
const approved = (header: string): Column => ({ header, value: (project) => dateValue(project.approved) })
const starts = (header: string): Column => ({ header, value: (project) => dateValue(project.starts) })
const ends = (header: string): Column => ({ header, value: (project) => dateValue(project.ends) })
const budget = (header: string, unit: 1 | 1000 = 1): Column => ({ header, value: (project) => project.budget / unit })
const delivery = (band: string, unit: 1 | 1000 = 1): Column[] => years.map((year, index) => ({ header: String(year), band, value: (project) => (project.delivery[index] ?? 0) / unit }))
const revision = (header: string): Column => ({ header, value: (project) => project.reduction?.dollars ?? null })
/** Dollars a euro, one invented rate a year. */
const eurosOf = (dollars: number, iso: string | null): number => Math.round((dollars / ([1.47, 1.39, 1.33, 1.4, 1.29, 1.33][Number(iso?.slice(0, 4) ?? firstYear) - firstYear] ?? 1.33)) * 100) / 100

interface Plan extends Portfolio {
  readonly name: string
  readonly sheet: string
  readonly above: readonly (readonly SheetValue[])[]
  readonly columns: readonly Column[]
  /** Reductions stand as rows of their own, below zero. */
  readonly listsReductions?: true
}

const bilateral = ['JPN', 'SPA', 'ITA', 'USA', 'UK', 'NET', 'GER', 'CAN', 'BEL', 'NOR', 'SWE', 'EC', 'EC', 'GFF', 'JPN'] as const
const invented = 'INVENTED DATA FOR LEARNING'

const plans: readonly Plan[] = [
  {
    office: 'TCE', projects: 54, name: 'Invented TCE emergency projects 2008-13.xlsx', sheet: 'OSRO and SFERA',
    programmes: ['OSRO', 'OSRO', 'OSRO', 'OSRO', 'SFER'], places: ['SOM', 'SUD', 'HAI', 'PAK', 'AFG', 'NER', 'ZIM', 'KEN', 'ETH', 'PHI', 'IRQ', 'RAF', 'GLO'],
    donors: ['USA', 'UK', 'EC', 'EC', 'CHA', 'CHA', 'SPA', 'CAN', 'SWE', 'JPN', 'NET', 'BEL', 'AUL', 'MUL', 'FRA', 'NOR'],
    above: [[invented], ['Emergency and rehabilitation projects, position at 31 December 2013'], []],
    columns: [symbol('Project symbol'), title('Project title'), place('Country'), approved('Date of agreement'), starts('EOD'), ends('NTE'), budget('Approved budget (US$)'), revision('Budget revision (US$)'), ...delivery('Delivery (US$)')],
  },
  {
    office: 'TCSR', projects: 34, name: 'Invented TCSR global and interregional projects 2008-13.xlsx', sheet: 'Global',
    programmes: ['GCP', 'GCP', 'MTF', 'FMM', 'UNJP'], places: ['GLO', 'INT'], donors: [...bilateral, 'BMG', 'FRA', 'AUL', 'IFA', 'WBK'],
    above: [[invented]],
    columns: [symbol('Symbol'), title('Title'), partner('Resource partner'), approved('Approval date'), ends('End date'), budget('Approved amount (US$)'), ...delivery('Delivery (US$)')],
  },
  {
    office: 'RAF', projects: 44, name: 'Invented RAF portfolio 2008-13.xlsx', sheet: 'Africa',
    programmes: ['GCP', 'GCP', 'UNJP', 'TCP'], places: ['KEN', 'UGA', 'MLI', 'BKF', 'SEN', 'GHA', 'SIL', 'LIR', 'NIR', 'NIR', 'RAF'], donors: [...bilateral, 'BMG', 'IFA', 'WBK'],
    above: [[invented], ['Regional Office for Africa: field programme (US$ 000)']],
    columns: [symbol('Project symbol'), title('Project title'), partner('Donor'), place('Country'), approved('Approval date'), starts('EOD'), ends('NTE'), budget('Approved budget (US$ 000)', 1000), ...delivery('Delivery (US$ 000)', 1000)],
  },
  {
    office: 'RAP', projects: 46, name: 'Invented RAP portfolio 2008-13.xlsx', sheet: 'Asia and the Pacific',
    programmes: ['GCP', 'GCP', 'GCP', 'UNJP', 'TCP', 'TCP'], places: ['BGD', 'NEP', 'SRL', 'CMB', 'LAO', 'VIE', 'PHI', 'INS', 'RAS', 'RAS'], donors: [...bilateral, 'AUL', 'JPN', 'AUL'],
    above: [[], [invented], []],
    columns: [symbol('Symbol'), title('Project title'), partner('Funding source'), place('Recipient country'), approved('Date of approval'), starts('Start date'), ends('End date'), budget('Total budget (USD)'), ...delivery('Delivery (USD)')],
  },
  {
    office: 'RLC', projects: 36, name: 'Invented RLC portfolio 2008-13.xlsx', sheet: 'Cartera',
    programmes: ['GCP', 'GCP', 'TCP'], places: ['HON', 'GUA', 'NIC', 'ELS', 'BOL', 'ECU', 'PER', 'BRA', 'BRA', 'RLA'], donors: ['SPA', 'SPA', 'SPA', 'ITA', 'GER', 'BEL', 'EC', 'GFF', 'CAN', 'SWE', 'JPN'],
    above: [[invented], ['Oficina Regional: cartera de proyectos']],
    columns: [symbol('Símbolo del proyecto'), title('Título del proyecto'), partner('Donante'), place('País'), approved('Fecha de aprobación'), starts('Fecha de inicio'), ends('Fecha de finalización'), budget('Presupuesto aprobado (USD)'), ...delivery('Ejecución financiera (USD)')],
  },
  {
    office: 'RNE', projects: 24, name: 'Invented RNE approvals 2008-13.xlsx', sheet: 'Approvals', listsReductions: true,
    programmes: ['GCP', 'UNJP', 'TCP'], places: ['SUD', 'YEM', 'LEB', 'EGY', 'SAU', 'SAU', 'RNE'], donors: ['ITA', 'JPN', 'SPA', 'EC', 'GER', 'NET', 'CAN', 'FRA', 'GFF', 'IFA'],
    above: [[invented]],
    columns: [symbol('Symbol'), title('Title'), partner('Resource partner'), place('Country'), approved('Approval date'), budget('Approval (US$)')],
  },
  {
    office: 'SFS', projects: 24, name: 'Invented SFS portfolio 2008-13.xlsx', sheet: 'Southern Africa',
    programmes: ['GCP', 'GCP', 'UNJP', 'TCP'], places: ['MLW', 'MOZ', 'ZAM', 'LES', 'NAM'], donors: ['BEL', 'NOR', 'UK', 'SWE', 'ITA', 'JPN', 'EC', 'GER', 'NET', 'SPA'],
    above: [[invented], ['Subregional Office for Southern Africa']],
    columns: [symbol('Project no'), title('Project title'), partner('Donor'), place('Country'), approved('Approval date'), ends('Closing date'), budget('Approved budget (US$)'), ...delivery('Delivery (US$)')],
  },
  {
    office: 'FRETH', projects: 14, name: 'Invented FRETH projects 2008-13.xlsx', sheet: 'Ethiopia',
    programmes: ['GCP', 'GCP', 'UNJP', 'TCP'], places: ['ETH'], donors: ['ITA', 'NET', 'CAN', 'USA', 'SPA', 'NOR', 'EC', 'JPN'],
    above: [[invented]],
    columns: [symbol('Project symbol'), title('Title'), partner('Donor'), approved('Date of signature'), starts('Start date'), ends('End date'), budget('Approved budget (US$)'), ...delivery('Delivery (US$)')],
  },
  {
    office: 'LOB', projects: 24, name: 'Invented LOB agreements 2008-13.xlsx', sheet: 'Agreements', listsReductions: true,
    programmes: ['GCP'], places: ['BGD', 'NEP', 'GHA', 'KEN', 'HON', 'YEM', 'MOZ', 'RAF', 'GLO'], donors: ['EC', 'EC', 'EC', 'EC', 'BEL'],
    above: [[invented], ['Liaison office: agreements signed']],
    columns: [
      symbol('Project symbol'), title('Project title'), partner('Resource partner'), approved('Agreement date'),
      { header: 'Approved contribution (EUR)', value: (project) => eurosOf(project.budget, project.approved) }, budget('Approved contribution (US$)'),
    ],
  },
]

/** A reduction as a row of its own: the same project, a later date, an amount below zero. */
const reductionOf = (project: SampleProject): SampleProject | null => (project.reduction === null ? null : { ...project, approved: project.reduction.at, budget: project.reduction.dollars })

export function officeSubmissions(random: Random): OfficeSubmission[] {
  const make = createProjectMaker(random)
  return plans.map((plan) => {
    const projects = make(plan)
    const lines = plan.listsReductions ? projects.flatMap((project) => [project, reductionOf(project)].filter((line) => line !== null)) : projects
    const { columns } = plan
    const band = columns.some((column) => column.band !== undefined) ? columns.map((column, index) => (column.band === undefined || column.band !== columns[index - 1]?.band ? (column.band ?? null) : null)) : undefined
    return {
      office: plan.office,
      file: { name: plan.name, sheet: plan.sheet, above: plan.above, ...(band ? { band } : {}), header: columns.map(({ header }) => header), rows: lines.map((line) => columns.map((column) => column.value(line))) },
    }
  })
}
