/** Reads a workbook with exceljs' streaming reader, in a process of its own: the reference for our reader. Usage: exceljs-stream.ts FILE */
import ExcelJS from 'exceljs'

const [file = ''] = process.argv.slice(2)
const start = performance.now()
let cells = 0
for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'emit' })) for await (const row of sheet) cells += row.cellCount
console.log(JSON.stringify({ ms: performance.now() - start, cells, peakMb: process.resourceUsage().maxRSS / 1024 }))
