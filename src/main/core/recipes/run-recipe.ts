/**
 * A month-end refresh in one step. Files are prepared ahead, several at once, since that is where the time goes; they are committed one
 * after the other in the order of the steps, each whole or not at all. What needs a person is left staged for one, and a file that fails
 * stops no other. A run that is cancelled ends with the file in hand, and its page says so.
 */
import { availableParallelism } from 'node:os'
import type { RecipeEntry, RecipeItem, RecipeReport } from '../../../shared/contract/recipes.ts'
import type { RecipeStep } from '../../../shared/domain/recipe.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import { AppFailure } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import { inboxFolder } from '../importing/pipeline.ts'
import type { Log } from '../ports.ts'
import { commitFile, type CommittedTable } from './commit-file.ts'
import { addMoney, type MoneyLines } from './money-of-run.ts'
import { discardStaged, prepareFile, type PreparedTable, type RecipeDesk } from './prepare-file.ts'
import { filesOfStep, type RecipeFile } from './recipe-files.ts'

export interface RecipeRun {
  readonly recipe: RecipeEntry
  /** Everything is staged, judged and discarded; nothing is committed. */
  readonly isDry: boolean
}

interface Task {
  readonly index: number
  readonly step: RecipeStep
  readonly file: RecipeFile
}

interface Preparing {
  readonly abort: AbortController
  readonly result: Promise<{ readonly tables: readonly PreparedTable[] } | { readonly error: unknown }>
}

/** Files that are read at once; each has a parser of its own. */
const ahead = Math.max(1, Math.min(3, availableParallelism() - 1))

/** The page of the run, without its number. */
export async function runRecipe(desk: RecipeDesk & { readonly log: Log }, { recipe, isDry }: RecipeRun, context: RequestContext): Promise<Omit<RecipeReport, 'run'>> {
  const items: RecipeItem[] = []
  const money: MoneyLines = new Map()
  const tasks = await tasksOf(desk, recipe, items)
  const seen = new Set<string>()
  const preparing = new Map<Task, Preparing>()
  const started = new Set<Task>()
  const start = (task: Task): Preparing => {
    const abort = new AbortController()
    const quiet: RequestContext = { signal: abort.signal, report: () => undefined }
    const result = prepareFile(desk, task.step, task.file, quiet).then((tables) => ({ tables }), (error: unknown) => ({ error }))
    const made = { abort, result }
    preparing.set(task, made)
    started.add(task)
    return made
  }
  context.report({ phase: 'progress.recipe', done: 0, total: tasks.length })
  let done = 0
  for (const task of tasks) {
    if (context.signal.aborted) break
    for (const next of tasks.slice(done, done + ahead)) if (!started.has(next)) start(next)
    const prepared = await (preparing.get(task) ?? start(task)).result
    preparing.delete(task)
    items.push(...('error' in prepared ? [failedItem(desk.log, task, '', prepared.error)] : await finishFile(desk, task, prepared.tables, { isDry, seen, money })))
    context.report({ phase: 'progress.recipe', done: (done += 1), total: tasks.length })
  }
  await Promise.all([...preparing.values()].map(async ({ abort, result }) => {
    abort.abort()
    const left = await result
    if ('tables' in left) await discardStaged(desk, left.tables)
  }))
  return {
    recipe: recipe.id, name: recipe.name, at: desk.ports.now(), person: desk.person, isDry, isCancelled: done < tasks.length,
    items: items.sort((a, b) => a.step - b.step),
    moneyEffect: [...money.values()].filter(({ before, after }) => before !== after),
    needsPerson: items.filter(({ outcome }) => outcome === 'needs-person').length,
  }
}

/** Files of all steps in order; a step without files is an item at once. */
async function tasksOf({ workspace }: RecipeDesk, { definition }: RecipeEntry, items: RecipeItem[]): Promise<Task[]> {
  const tasks: Task[] = []
  for (const [index, step] of definition.steps.entries()) {
    const found = await filesOfStep(inboxFolder(workspace.path), step)
    if ('missing' in found) items.push({ step: index, file: [step.folder, step.pattern].filter(Boolean).join('/'), sheet: '', outcome: 'not-found', reasons: [found.missing], batch: null, commit: null })
    else tasks.push(...found.files.map((file) => ({ index, step, file })))
  }
  return tasks
}

async function finishFile(desk: RecipeDesk & { readonly log: Log }, task: Task, all: readonly PreparedTable[], { isDry, seen, money }: { readonly isDry: boolean; readonly seen: Set<string>; readonly money: MoneyLines }): Promise<RecipeItem[]> {
  const keyOf = ({ sheet, kind, table }: PreparedTable): string => JSON.stringify([task.file.path, sheet, kind, table])
  // What an earlier step has dealt with is not told twice.
  const again = all.filter((table) => seen.has(keyOf(table)))
  await discardStaged(desk, again)
  const tables = all.filter((table) => !again.includes(table))
  for (const table of tables) seen.add(keyOf(table))
  let outcome: readonly CommittedTable[]
  try {
    outcome = await commitFile(desk, tables, isDry)
  } catch (error) {
    if (!isDry) await discardStaged(desk, tables)
    return [failedItem(desk.log, task, tables[0]?.sheet ?? '', error)]
  } finally {
    if (isDry) await discardStaged(desk, tables)
  }
  for (const { moneyEffect } of outcome) addMoney(money, moneyEffect)
  return outcome.map(({ sheet, outcome: what, reasons, batch, commit }) => ({ step: task.index, file: task.file.name, sheet, outcome: what, reasons: [...reasons], batch, commit }))
}

function failedItem(log: Log, { index, file }: Task, sheet: string, error: unknown): RecipeItem {
  const reason: Message = error instanceof AppFailure ? { key: error.error.reason, params: { ...error.error.params } } : { key: 'recipe.reason.unexpected', params: {} }
  if (!(error instanceof AppFailure)) log.error('a file of a recipe failed', { file: file.name, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return { step: index, file: file.name, sheet, outcome: 'failed', reasons: [reason], batch: null, commit: null }
}
