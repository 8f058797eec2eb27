import type { z } from 'zod'

/** A request with one answer. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}

/** A request that takes a while: one answer, progress on the way, one cancel. */
export interface Job<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'job'
  readonly input: I
  readonly output: O
}

export type Procedure = Call | Job
export type Namespace = Readonly<Record<string, Procedure>>
export type Contract = Readonly<Record<string, Namespace>>

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({ kind: 'call', input, output })
export const job = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Job<I, O> => ({ kind: 'job', input, output })

/** What a job tells on its way, at most every 100 ms. `total` is null while it cannot be known. */
export interface Progress {
  /** Message key under `progress.*`. */
  readonly phase: string
  readonly done: number
  readonly total: number | null
}

export type InputOf<P extends Procedure> = z.input<P['input']>
export type OutputOf<P extends Procedure> = z.output<P['output']>
