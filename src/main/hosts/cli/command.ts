/** What a command of the command line is, and what it works with. */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { MethodName, ProcedureOf } from '../../core/dispatcher.ts'
import type { AppContract } from '../../../shared/contract/index.ts'
import type { InputOf, OutputOf } from '../../../shared/contract/procedure.ts'

export interface CommandContext {
  /** Runs a procedure of the contract; throws AppFailure where it is refused. Progress goes to standard error. */
  run<M extends MethodName<AppContract>>(method: M, input: InputOf<ProcedureOf<AppContract, M>>): Promise<OutputOf<ProcedureOf<AppContract, M>>>
  /** Token of a file of this machine. */
  token(path: string): Promise<string>
  /** Token of a place where a file is to be made. */
  place(path: string): Promise<string>
  /** Puts finished files of the core where the user wants them: all or none. */
  deliver(files: readonly { readonly token: string; readonly path: string }[]): Promise<void>
  /**
   * Opens the workspace of --workspace and gives its id. Where the file is missing it is refused, made, or (for a dry run)
   * imagined: made in a place that goes away with the process.
   */
  workspace(path: string, ifMissing?: 'refuse' | 'make' | 'imagine'): Promise<string>
}

export interface CommandResult {
  /** Printed by --json. */
  readonly json: unknown
  /** Printed otherwise. */
  readonly text: string
  /** The answer is a refusal: printed all the same, with exit code 1. */
  readonly isRefused?: boolean
}

export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface Command {
  readonly name: string
  readonly summary: string
  /** How it is called, without the program's name. */
  readonly usage: string
  readonly details: string
  readonly options: ParseArgsOptionsConfig
  /** Smallest and largest number of words after the options. */
  readonly words: readonly [number, number]
  execute(context: CommandContext, words: readonly string[], options: OptionValues): Promise<CommandResult>
}

/** Wrong usage: exit code 2, with the command's usage. */
export class UsageError extends Error {}

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function neededOption(options: OptionValues, name: string): string {
  return textOption(options, name) ?? usage(`--${name} is needed`)
}

export function listOption(options: OptionValues, name: string): string[] {
  const value = options[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

export function integerOption(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : usage(`--${name} takes a whole number, not “${text}”`)
}

export function choiceOption<T extends string>(options: OptionValues, name: string, choices: readonly T[]): T | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  return choices.find((choice) => choice === text) ?? usage(`--${name} is one of ${choices.join(', ')}, not “${text}”`)
}

export function usage(message: string): never {
  throw new UsageError(message)
}
