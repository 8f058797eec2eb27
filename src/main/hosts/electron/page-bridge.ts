/** The calls of the preload script. Each is taken from the page of one of our windows only; results are values. */
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { FileToken, type FileEntry } from '../../../shared/contract/common.ts'
import { channels, fileKinds } from '../../../shared/rpc/electron-host.ts'
import { appError, AppFailure, fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { LocalFileVault } from '../../core/files/file-vault.ts'
import type { Log } from '../../core/ports.ts'
import { appOrigin } from './app-scheme.ts'
import type { AppWindow } from './app-window.ts'
import type { HostFrame, HostIpc, HostIpcEvent } from './electron-module.ts'

const PickRequest = z.object({ kind: z.enum(fileKinds), isMultiple: z.boolean().optional() })
const DropRequest = z.string().min(1)

export interface PageBridgeOptions {
  readonly windowOf: (contentsId: number) => AppWindow | null
  readonly files: LocalFileVault
  readonly log: Log
}

export function servePageBridge(ipc: HostIpc, { windowOf, files, log }: PageBridgeOptions): void {
  const refuse = (channel: string): never => {
    log.error('message refused', { channel })
    throw new Error('refused')
  }
  /** The window and frame behind a message; refused from every frame but the page itself of one of our windows. */
  const senderOf = ({ sender, senderFrame }: HostIpcEvent, channel: string): { readonly window: AppWindow; readonly frame: HostFrame } => {
    const window = windowOf(sender.id)
    if (!window || !senderFrame || senderFrame.parent !== null || senderFrame.origin !== appOrigin) return refuse(channel)
    return senderFrame.frameToken === window.contents.mainFrame.frameToken ? { window, frame: senderFrame } : refuse(channel)
  }
  const answer = <T>(channel: string, run: (window: AppWindow, argument: unknown) => Promise<T>): void =>
    ipc.handle(channel, async (event, argument): Promise<Result<T>> => {
      const { window } = senderOf(event, channel)
      try {
        return ok(await run(window, argument))
      } catch (error) {
        if (error instanceof AppFailure) return { ok: false, error: error.error }
        if (error instanceof z.ZodError) return { ok: false, error: appError('invalid-input', 'error.bad-request', { detail: channel }) }
        return { ok: false, error: unexpected(error) }
      }
    })
  const unexpected = (error: unknown): AppError => {
    const reference = randomUUID().slice(0, 8)
    log.error('unexpected failure', { reference, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return { ...appError('internal', 'error.unexpected', { reference }), reference }
  }

  ipc.on(channels.connect, (event) => {
    try {
      const { window, frame } = senderOf(event, channels.connect)
      window.connect(frame)
    } catch (error) {
      log.error('page not connected', { message: String(error) })
    }
  })
  answer(channels.pick, async (window, argument): Promise<readonly FileEntry[]> => {
    const { kind, isMultiple = false } = PickRequest.parse(argument)
    const paths = await window.askFiles({ kind, isMultiple })
    return Promise.all(paths.map((path) => files.register(path)))
  })
  answer(channels.drop, async (_window, argument) => files.register(DropRequest.parse(argument)))
  answer(channels.save, async (window, argument) => {
    const token = FileToken.parse(argument)
    const { name } = await files.resolve(token)
    const target = await window.askTarget(name)
    if (target === null) return false
    refuseOpenDatabase(target)
    await files.deliver(token, target)
    return true
  })
}

/** A workspace that is at work has its journal beside it: a file put in its place would take the record away from under it. */
function refuseOpenDatabase(target: string): void {
  if (statSync(`${target}-wal`, { throwIfNoEntry: false })) fail('conflict', 'error.workspace-target-exists', { name: basename(target) })
}
