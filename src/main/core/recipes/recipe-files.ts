/** Files of a workspace's inbox that a step of a recipe names. */
import { readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { RecipeStep } from '../../../shared/domain/recipe.ts'
import type { Message } from '../../../shared/domain/submission.ts'

export interface RecipeFile {
  readonly path: string
  /** Last part of the path. */
  readonly file: string
  /** As a person finds it in the inbox: folders and name, joined by `/`. */
  readonly name: string
}

export type StepFiles = { readonly files: readonly RecipeFile[] } | { readonly missing: Message }

/** In the order of their names; hidden files and what Excel leaves beside an open workbook are none. A folder that is gone, or leads out of the inbox, has no files. */
export async function filesOfStep(inbox: string, { folder, pattern }: Pick<RecipeStep, 'folder' | 'pattern'>): Promise<StepFiles> {
  const place = join(inbox, ...folder.split('/'))
  const entries = (await isWithin(inbox, place)) ? await readdir(place, { withFileTypes: true }).catch(() => null) : null
  if (entries === null) return { missing: { key: folder === '' ? 'recipe.reason.inbox-gone' : 'recipe.reason.folder-gone', params: { folder } } }
  const isWanted = matcherOf(pattern)
  const names = entries.filter((entry) => entry.isFile() && isWaitingFile(entry.name) && isWanted(entry.name)).map(({ name }) => name)
  if (names.length === 0) return { missing: { key: folder === '' ? 'recipe.reason.no-file' : 'recipe.reason.no-file-in-folder', params: { folder, pattern } } }
  return { files: names.sort(inOrder).map((name) => ({ path: join(place, name), file: name, name: folder === '' ? name : `${folder.split('/').filter(Boolean).join('/')}/${name}` })) }
}

const mostFolders = 1000
const deepest = 6

/** Folders within the inbox, parts joined by `/`, in order; the inbox itself is not among them. */
export async function foldersOf(inbox: string): Promise<string[]> {
  const found: string[] = []
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(inbox, folder), { withFileTypes: true }).catch(() => [])
    for (const { name } of entries.filter((entry) => entry.isDirectory() && isWaitingFile(entry.name)).sort((a, b) => inOrder(a.name, b.name))) {
      if (found.length >= mostFolders) return
      const path = folder === '' ? name : `${folder}/${name}`
      found.push(path)
      if (depth < deepest) await look(path, depth + 1)
    }
  }
  await look('', 1)
  return found
}

const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
/** Not hidden, and not what Excel leaves beside an open workbook. */
export const isWaitingFile = (name: string): boolean => !name.startsWith('.') && !name.startsWith('~$')

/** A link must not lead a recipe, which may come from somebody else's machine, to other places of this one. */
async function isWithin(inbox: string, place: string): Promise<boolean> {
  const [root, target] = await Promise.all([realpath(inbox).catch(() => null), realpath(place).catch(() => null)])
  return root !== null && target !== null && (target === root || target.startsWith(`${root}${sep}`))
}

/** `*` any text, `?` one character; case does not matter, as it does not on most machines. Written without backtracking, since patterns are anybody's. */
function matcherOf(pattern: string): (name: string) => boolean {
  const wanted = Array.from(fold(pattern))
  return (name) => {
    const text = Array.from(fold(name))
    let at = 0
    let step = 0
    let star = -1
    let resume = 0
    while (at < text.length) {
      if (wanted[step] === '*') {
        star = step++
        resume = at
      } else if (step < wanted.length && (wanted[step] === '?' || wanted[step] === text[at])) {
        step++
        at++
      } else if (star >= 0) {
        step = star + 1
        at = ++resume
      } else return false
    }
    while (wanted[step] === '*') step++
    return step === wanted.length
  }
}
/** Names are composed on some machines and decomposed on others. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase()
