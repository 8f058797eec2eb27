import { z } from 'zod'
import { AppErrorSchema } from '../result.ts'

/** Frames of the one protocol between a page and the core; JSON only. */
export const RequestFrame = z.object({ type: z.literal('request'), id: z.int().min(0), method: z.string().max(100), input: z.unknown() })
export const CancelFrame = z.object({ type: z.literal('cancel'), id: z.int().min(0) })
/** The page has the answer: until then the core keeps it, so that a wire lost at the wrong moment loses no answer. */
export const AckFrame = z.object({ type: z.literal('ack'), id: z.int().min(0) })
export const ClientFrame = z.discriminatedUnion('type', [RequestFrame, CancelFrame, AckFrame])
export type ClientFrame = z.infer<typeof ClientFrame>

export const ProgressFrame = z.object({ type: z.literal('progress'), id: z.int(), phase: z.string(), done: z.number(), total: z.number().nullable() })
export const ResponseFrame = z.union([
  z.object({ type: z.literal('response'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('response'), id: z.int(), ok: z.literal(false), error: AppErrorSchema }),
])
export const EventFrame = z.object({ type: z.literal('event'), name: z.string(), value: z.unknown() })
/** First frame of every wire: the requests of this session that still run or whose answer was not acknowledged. */
export const SessionFrame = z.object({ type: z.literal('session'), open: z.array(z.object({ id: z.int(), method: z.string() })) })
export const ServerFrame = z.union([ProgressFrame, ResponseFrame, EventFrame, SessionFrame])
export type ServerFrame = z.infer<typeof ServerFrame>
export type ResponseFrame = z.infer<typeof ResponseFrame>

/** A transport is two functions and a word on its end; frames are plain JSON values. */
export interface Wire<Out> {
  send(frame: Out): void
  /** One listener; frames that came before it are kept for it. A frame is untrusted. */
  onFrame(listener: (frame: unknown) => void): void
  /** The end of the wire for good: a wire that reconnects by itself does not tell its breaks here. */
  onClose(listener: () => void): void
}
