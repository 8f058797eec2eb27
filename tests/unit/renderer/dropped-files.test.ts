/** What of a drop is taken in: files as they are, and of folders the spreadsheets at any depth. */
import { expect, test } from 'vitest'
import { droppedFiles } from '../../../src/renderer/ui/dropped-files.ts'

interface Folder { readonly name: string; readonly content: readonly (Folder | string)[] }

/** Entries as a browser hands them out; folders in portions of two. */
function entryOf(item: Folder | string): FileSystemEntry {
  if (typeof item === 'string') return { name: item, isFile: true, isDirectory: false, file: (take: (file: File) => void) => take(new File(['x'], item)) } as unknown as FileSystemEntry
  const createReader = () => {
    const left = item.content.map(entryOf)
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(left.splice(0, 2)) }
  }
  return { name: item.name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}
const drop = (...items: (Folder | string)[]): DataTransfer =>
  ({ files: items.filter((item) => typeof item === 'string').map((name) => new File(['x'], name)), items: items.map((item) => ({ webkitGetAsEntry: () => entryOf(item) })) }) as unknown as DataTransfer
const names = async (transfer: DataTransfer) => (await droppedFiles(transfer)).map(({ name }) => name)

test('single files are taken whatever their names say: the core judges them by their bytes', async () => {
  expect(await names(drop('grants.xlsx', 'letter.pdf'))).toEqual(['grants.xlsx', 'letter.pdf'])
})
test('of a folder the spreadsheets are taken at every depth, in the order of their names, without companions of Office and hidden files', async () => {
  const folder: Folder = { name: 'offices', content: ['b.csv', 'a.xlsx', '~$a.xlsx', '.hidden.csv', 'photo.jpg', { name: 'asia', content: ['c.docx', 'notes.md', 'd.ods'] }] }
  expect(await names(drop(folder, 'single.xyz'))).toEqual(['a.xlsx', 'c.docx', 'd.ods', 'b.csv', 'single.xyz'])
})
test('a folder without spreadsheets gives nothing', async () => {
  expect(await names(drop({ name: 'photos', content: ['a.jpg'] }))).toEqual([])
})
test('a folder that holds itself ends', async () => {
  const loop = { name: 'loop', content: ['a.csv'] as (Folder | string)[] }
  loop.content.push(loop)
  expect((await names(drop(loop))).length).toBeLessThan(20)
})
