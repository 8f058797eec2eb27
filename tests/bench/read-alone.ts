/** Reads every cell of a workbook's first sheet in a process of its own: value, type, format and address. Usage: read-alone.ts FILE [ROWS] */
import { cellAddress } from '../../src/shared/domain/sheet.ts'
import { openWorkbook } from '../../src/main/core/importing/read/open-workbook.ts'

const [file = '', rows] = process.argv.slice(2)
const start = performance.now()
const workbook = await openWorkbook(file)
let cells = 0
let chars = 0
await workbook.readRows(0, rows === undefined ? {} : { maxRows: Number(rows) }, (some) => {
  for (const row of some) {
    for (const { column, type, text, format = '' } of row.cells) {
      cells++
      chars += cellAddress(column, row.row).length + type.length + text.length + format.length
    }
  }
})
await workbook.close()
console.log(JSON.stringify({ ms: performance.now() - start, cells, chars, peakMb: process.resourceUsage().maxRSS / 1024 }))
