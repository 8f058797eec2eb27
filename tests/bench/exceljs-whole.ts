/** Reads a workbook with exceljs as a whole, in a process of its own. Usage: exceljs-whole.ts FILE */
import ExcelJS from 'exceljs'

const [file = ''] = process.argv.slice(2)
const start = performance.now()
const book = new ExcelJS.Workbook()
await book.xlsx.readFile(file)
let cells = 0
book.worksheets[0]?.eachRow((row) => { cells += row.cellCount })
console.log(JSON.stringify({ ms: performance.now() - start, cells, peakMb: process.resourceUsage().maxRSS / 1024 }))
