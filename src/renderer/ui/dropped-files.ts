/** Files that were dropped, and the spreadsheets within dropped folders, in the order of their names. */

/** What a folder is searched for; anything that is dropped by itself is taken, whatever its name says. */
const spreadsheet = /\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt|html?|docx)$/i
/** Open files of Office leave such companions; hidden files are no submissions. */
const companion = /^(?:~\$|\.)/
/** Files that are taken of one drop, and how deep folders are searched. */
const most = 500
const deepest = 8

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

/** A browser hands out a folder's entries in portions; what cannot be read is left out. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (portion.length === 0) return found.sort((a, b) => a.name.localeCompare(b.name))
    found.push(...portion)
  }
}

async function collect(entry: FileSystemEntry, depth: number, into: File[]): Promise<void> {
  if (into.length >= most) return
  if (isFolder(entry)) {
    if (depth < deepest) for (const one of await entriesOf(entry)) await collect(one, depth + 1, into)
  } else if (isFile(entry) && (depth === 0 || (spreadsheet.test(entry.name) && !companion.test(entry.name)))) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    if (file) into.push(file)
  }
}

/** The entries must be taken before the event is over; files without one (made by a script) come as they are. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  const files = [...transfer.files]
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (!entries.some(isFolder)) return files
  const found: File[] = []
  for (const entry of entries) await collect(entry, 0, found)
  return found
}
