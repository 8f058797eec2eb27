/** 100,000 x 20: read to validated and staged beside LibreOffice converting the same file, and the staging grid of these rows. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { contributionsWorkbook } from './contributions-workbook.ts'
import type { Figure } from './figures.ts'
import { libreOffice } from './measure-read.ts'

const rows = 100_000
const mostOfReference = 0.6
const mostMemory = 400
const mostMs = 300

const Staged = z.object({ read: z.number(), staged: z.number(), peakMb: z.number().nullable(), open: z.number(), facets: z.array(z.number()), replaced: z.array(z.number()), check: z.number() })

export async function measureStaging(folder: string): Promise<Figure[]> {
  const file = await contributionsWorkbook(rows)
  const convert = libreOffice(folder)
  const reference = convert && { name: 'LibreOffice to CSV', value: convert(file) }
  const found = Staged.parse(JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'stage-alone.ts'), file, join(folder, 'staging-data')], { encoding: 'utf8' })))
  const beside = reference && { target: Math.round(mostOfReference * reference.value), reference }
  const name = `${rows.toLocaleString('en')} x 20`
  return [
    { name: `${name} .xlsx, read to validated and staged`, unit: 'ms', samples: [found.read], ...beside },
    { name: '  and compared with the register', unit: 'ms', samples: [found.staged], ...(reference && { reference }) },
    ...(found.peakMb === null ? [] : [{ name: '  peak memory of the processes', unit: 'MB' as const, samples: [found.peakMb], target: mostMemory }]),
    { name: `staging grid of ${name}: open`, unit: 'ms', samples: [found.open], target: mostMs },
    { name: '  facet', unit: 'ms', samples: found.facets, target: mostMs, isWorst: true },
    { name: '  replace in a column (33,333 cells)', unit: 'ms', samples: found.replaced, target: mostMs, isWorst: true },
    { name: '  check of all rows, compared', unit: 'ms', samples: [found.check] },
  ]
}
