/** A small contract for tests of the way to the handlers: dispatcher, wires, hosts. */
import { z } from 'zod'
import { Table } from '../../src/shared/contract/common.ts'
import { call, job } from '../../src/shared/contract/procedure.ts'
import { fail } from '../../src/shared/result.ts'
import type { Handlers } from '../../src/main/core/dispatcher.ts'
import type { Log } from '../../src/main/core/ports.ts'

export const testContract = {
  sums: {
    add: call(z.object({ a: z.int(), b: z.int().default(1) }), z.object({ sum: z.int() })),
    /** Ends when the test lets it, or when it is cancelled. */
    slow: job(z.object({}), z.object({ word: z.string() })),
    /** A commit: does not look at the signal. */
    commit: job(z.object({}), z.object({ isDone: z.boolean() })),
    burst: job(z.object({ reports: z.int() }), z.object({})),
    refuse: call(z.object({}), z.object({})),
    crash: call(z.object({}), z.object({})),
    lie: call(z.object({}), z.object({ sum: z.int() })),
    table: call(z.object({ rows: z.int().default(2) }), Table),
  },
}
export type TestContract = typeof testContract

export interface TestCore {
  readonly handlers: Handlers<TestContract>
  /** Lets `slow` end with a word. */
  readonly finishSlow: (word: string) => void
  readonly finishCommit: () => void
  readonly started: { slow: number; commit: number; committed: number; aborted: number }
}

export function createTestCore(): TestCore {
  const started = { slow: 0, commit: 0, committed: 0, aborted: 0 }
  const slow = Promise.withResolvers<string>()
  const commit = Promise.withResolvers<void>()
  const handlers: Handlers<TestContract> = {
    sums: {
      add: ({ a, b }) => ({ sum: a + b }),
      slow: async (_, { signal, report }) => {
        started.slow += 1
        report({ phase: 'progress.reading', done: 1, total: null })
        const aborted = new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            started.aborted += 1
            reject(new Error('aborted'))
          })
        })
        return { word: await Promise.race([slow.promise, aborted]) }
      },
      commit: async () => {
        started.commit += 1
        await commit.promise
        started.committed += 1
        return { isDone: true }
      },
      burst: ({ reports }, { report }) => {
        for (let done = 0; done < reports; done += 1) report({ phase: 'progress.reading', done, total: reports })
        return {}
      },
      refuse: () => fail('conflict', 'error.not-found', { name: 'that' }),
      crash: () => {
        throw new Error('the secret detail')
      },
      // A handler that breaks its own promise: the types are pushed aside on purpose.
      lie: () => ({ sum: 'three' }) as unknown as { sum: number },
      table: ({ rows }) => ({ columns: ['a', 'b'].map((key) => ({ key, values: Array.from({ length: rows }, (_, index) => index) })), offset: 0, total: rows, changeset: 1 }),
    },
  }
  return { handlers, started, finishSlow: slow.resolve, finishCommit: commit.resolve }
}

export interface RecordedLog extends Log {
  readonly entries: { level: 'info' | 'error'; message: string; details: unknown }[]
}

export function recordLog(): RecordedLog {
  const entries: RecordedLog['entries'] = []
  return {
    entries,
    info: (message, details) => void entries.push({ level: 'info', message, details }),
    error: (message, details) => void entries.push({ level: 'error', message, details }),
  }
}
