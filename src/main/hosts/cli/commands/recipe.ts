import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { RecipeEntry, RecipeReport } from '../../../../shared/contract/recipes.ts'
import { RecipeDefinition } from '../../../../shared/domain/recipe.ts'
import { neededOption, textOption, usage, type Command, type CommandContext, type CommandResult } from '../command.ts'
import { messageText } from '../message-text.ts'
import { alignColumns, centsIn } from '../text-table.ts'

const details = `list       the saved recipes
save       keeps the recipe of FILE.json under --name (else the file's own name); one of that name is replaced
run        every step in order: files of the inbox folder beside the workspace (W.rmms.inbox) whose form was
           confirmed before are committed, each whole or not at all; what needs a person stays staged, and one
           page says what changed, by how much, and what waits. --dry commits nothing and leaves nothing
remove     takes a recipe away; the change log keeps it

FILE.json  { "steps": [ { "folder": "asia", "pattern": "*.xlsx", "kind": "project-contributions", "office": "RAP",
             "options": { "behaviour": "add-or-update" } } ] }
           folder within the inbox ("" for the inbox itself); pattern with * and ?; kind and office may be null

Exit code 1 where a file failed or needs a person, or a step found none.`

export const recipeCommand: Command = {
  name: 'recipe',
  summary: 'a month-end refresh that is run again in one step',
  usage: 'recipe [list | save FILE.json | run NAME | remove NAME] --workspace W.rmms [--name NAME] [--dry] [--json]',
  details,
  options: { workspace: { type: 'string' }, name: { type: 'string' }, dry: { type: 'boolean' } },
  words: [0, 2],
  async execute(context, [verb = 'list', word], options) {
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const saved = await context.run('recipes.list', { workspace })
    const named = (): RecipeEntry => find(saved, word ?? usage(`which recipe? see rmms recipe list`)) ?? usage(`there is no recipe “${word}”; there ${saved.length === 0 ? 'is none' : `are ${saved.map(({ name }) => `“${name}”`).join(', ')}`}`)
    switch (verb) {
      case 'list': return { json: { recipes: saved }, text: saved.length === 0 ? 'There is no recipe yet.' : alignColumns([['recipe', 'steps', 'last run'], ...saved.map(({ name, definition, lastRun }) => [name, String(definition.steps.length), lastRun?.at.slice(0, 10) ?? '-'])]) }
      case 'save': {
        const path = word ?? usage('which file? name the JSON of the recipe')
        const name = textOption(options, 'name') ?? basename(path, extname(path))
        const recipe = await context.run('recipes.save', { workspace, id: find(saved, name)?.id ?? null, name, definition: await readDefinition(path) })
        return { json: recipe, text: `Saved: “${recipe.name}”, ${recipe.definition.steps.length} steps.` }
      }
      case 'remove': {
        const { id, name } = named()
        const { changeset } = await context.run('recipes.remove', { workspace, id })
        return { json: { id, name, changeset }, text: `Removed: “${name}” (change ${changeset}).` }
      }
      case 'run': return runIt(context, workspace, named().id, options['dry'] === true)
      default: return usage(`“${verb}” is none of list, save, run, remove`)
    }
  },
}

const find = (saved: readonly RecipeEntry[], name: string): RecipeEntry | undefined => saved.find((one) => one.name === name) ?? saved.find((one) => one.name.toLowerCase() === name.trim().toLowerCase())

async function readDefinition(path: string): Promise<RecipeDefinition> {
  const text = await readFile(path, 'utf8').catch(() => usage(`the file “${path}” cannot be read`))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    usage(`“${path}” is no JSON`)
  }
  const parsed = RecipeDefinition.safeParse(value)
  const [issue] = parsed.error?.issues ?? []
  return parsed.data ?? usage(`“${path}” is no recipe: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

async function runIt(context: CommandContext, workspace: string, id: number, isDry: boolean): Promise<CommandResult> {
  const before = await context.run('workspaces.contentHash', { workspace })
  const report = await context.run('recipes.run', { workspace, id, isDry })
  const after = await context.run('workspaces.contentHash', { workspace })
  const items = report.items.map((item) => ({ ...item, reasons: item.reasons.map((reason) => ({ ...reason, text: messageText(reason) })) }))
  return {
    json: { ...report, items, contentHashBefore: before.contentHash, contentHash: after.contentHash },
    text: reportText(report),
    isRefused: report.items.some(({ outcome }) => outcome !== 'committed' && outcome !== 'unchanged'),
  }
}

function reportText({ name, items, moneyEffect, needsPerson, isDry, isCancelled }: RecipeReport): string {
  const lines = items.flatMap(({ file, sheet, outcome, reasons, commit, batch }) => [
    `${outcome.padEnd(12)}  ${file}${sheet === '' ? '' : `, “${sheet}”`}${commit ? `: added ${commit.diff.added}, changed ${commit.diff.changed}, unchanged ${commit.diff.unchanged}` : ''}${batch === null ? '' : ` (staged as ${batch})`}`,
    ...reasons.map((reason) => `${' '.repeat(14)}${messageText(reason)}`),
  ])
  const money = moneyEffect.length === 0 ? [] : ['', alignColumns([['partner', 'year', 'measure', 'USD before', 'USD after'], ...moneyEffect.map(({ partner, year, measure, before, after }) => [partner, year, measure, centsIn(before, 'usd'), centsIn(after, 'usd')])])]
  const ending = isCancelled ? 'Cancelled: the files that follow were not looked at.' : isDry ? 'Nothing was written: this was a dry run.' : ''
  return [`“${name}”: ${items.length} tables, ${needsPerson} need a person`, '', ...lines, ...money, ...(ending === '' ? [] : ['', ending])].join('\n')
}
