import { z } from 'zod'
import type { ErrorReason } from './messages/en/index.ts'

export const errorCodes = ['invalid-input', 'not-found', 'conflict', 'busy', 'unreadable-file', 'newer-file', 'cancelled', 'internal'] as const
export type ErrorCode = (typeof errorCodes)[number]

/**
 * An error as a value: `code` says which kind of answer it is, `reason` is the message key whose text says what happened,
 * where and what to do, `params` fill that text. `reference` names the log entry of an unexpected error.
 */
export interface AppError {
  readonly code: ErrorCode
  readonly reason: ErrorReason
  readonly params: Readonly<Record<string, string | number>>
  readonly reference?: string | undefined
}

export const AppErrorSchema = z.object({
  code: z.enum(errorCodes),
  // The reasons are a compile-time union; on the wire any text is let through so that a newer core still reports.
  reason: z.string() as unknown as z.ZodType<ErrorReason>,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  reference: z.string().optional(),
})

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export function appError(code: ErrorCode, reason: ErrorReason, params: AppError['params'] = {}): AppError {
  return { code, reason, params }
}

/** Carries an AppError through code that unwinds by exceptions (transactions, streams); caught at worker, process and dispatcher borders. */
export class AppFailure extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(`${error.code}: ${error.reason} ${JSON.stringify(error.params)}`)
    this.name = 'AppFailure'
    this.error = error
  }
}

export function fail(code: ErrorCode, reason: ErrorReason, params: AppError['params'] = {}): never {
  throw new AppFailure(appError(code, reason, params))
}
