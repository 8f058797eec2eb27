/** Procedures of the contract by their full name, so that hooks can take them as plain text and keep their types. */
import type { AppContract } from '../../shared/contract/index.ts'
import type { InputOf as InputOfProcedure, OutputOf as OutputOfProcedure, Procedure } from '../../shared/contract/procedure.ts'
import type { CallOptions, ClientMethod } from '../../shared/rpc/client.ts'
import type { Result } from '../../shared/result.ts'
import type { AppClient } from './platform.ts'

export type MethodName = { [N in keyof AppContract]: `${N}.${Extract<keyof AppContract[N], string>}` }[keyof AppContract]
type ProcedureOf<M extends MethodName> = M extends `${infer N}.${infer K}`
  ? N extends keyof AppContract
    ? K extends keyof AppContract[N]
      ? AppContract[N][K] extends infer P extends Procedure ? P : never
      : never
    : never
  : never
export type InputOf<M extends MethodName> = InputOfProcedure<ProcedureOf<M>>
export type OutputOf<M extends MethodName> = OutputOfProcedure<ProcedureOf<M>>

/** Calls `namespace.name` of the client. */
export function callMethod<M extends MethodName>(client: AppClient, method: M, input: InputOf<M>, options?: CallOptions): Promise<Result<OutputOf<M>>> {
  const [namespace = '', name = ''] = method.split('.')
  // The name was checked against the contract by its type, and the client is built from the same contract.
  const namespaces = client as unknown as Readonly<Record<string, Readonly<Record<string, ClientMethod<Procedure>>>>>
  const run = namespaces[namespace]?.[name]
  if (!run) throw new Error(`No procedure ${method}`)
  return run(input, options) as Promise<Result<OutputOf<M>>>
}
