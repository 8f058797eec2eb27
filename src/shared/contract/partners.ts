import { z } from 'zod'
import { Audience } from '../domain/amount.ts'
import { profileTopics } from '../domain/register/partner-records.ts'
import { Message } from '../domain/submission.ts'
import { InWorkspace } from './common.ts'
import { call } from './procedure.ts'

export const PartnerNode = z.object({ id: z.int(), key: z.string(), name: z.string(), tier: z.enum(['group', 'partner', 'body']), type: z.string(), parent: z.int().nullable(), prospect: z.string().nullable(), state: z.string(), contributions: z.int(), /** Integer cents: approvals of its own contributions. */ approved: z.int() })
export type PartnerNode = z.infer<typeof PartnerNode>

/** What a merge moves, and what speaks against it. */
export const MergePlan = z.object({
  from: z.object({ id: z.int(), name: z.string(), key: z.string() }), into: z.object({ id: z.int(), name: z.string(), key: z.string() }),
  /** Rows that move, by what they are (message keys `merge.moves.*`). */
  moves: z.array(z.object({ what: z.string(), rows: z.int() })),
  /** Fields that both fill differently: the one that stays, and the one that is kept as a note. */
  differs: z.array(z.object({ field: z.string(), from: z.string(), into: z.string() })),
  /** Frozen annexes that cite either, amounts that would be the same figure twice, children: each is acknowledged before the merge is written. */
  questions: z.array(Message.extend({ code: z.string() })),
  changeset: z.int().nullable(),
})
export type MergePlan = z.infer<typeof MergePlan>

export const ProfileSheet = z.object({
  id: z.int(), key: z.string(), name: z.string(), path: z.array(z.string()), type: z.string(), prospect: z.string().nullable(), responsible: z.string().nullable(), audience: Audience,
  names: z.array(z.object({ language: z.string(), text: z.string() })), aliases: z.array(z.string()),
  identifiers: z.array(z.object({ system: z.string(), code: z.string(), status: z.string() })),
  flags: z.array(z.object({ flag: z.string(), from: z.string().nullable(), to: z.string().nullable(), status: z.string() })),
  /** Does it report to the DAC? A state of its own, never zero. */
  reporting: z.enum(['member', 'reports', 'does-not-report', 'unknown']),
  figures: z.array(z.object({ measure: z.string(), cents: z.int(), rows: z.int() })),
  byYear: z.array(z.object({ year: z.int(), approved: z.int(), received: z.int() })),
  sections: z.array(z.object({ topic: z.enum(profileTopics), statements: z.array(z.object({ id: z.int(), text: z.string(), document: z.string(), documentDate: z.string().nullable(), audience: Audience })) })),
  agreements: z.int(), contacts: z.int(), meetings: z.int(), openFollowUps: z.int(),
  /** Statements above the audience that was asked for: how many, never what. */
  leftOut: z.int(),
  mergedFrom: z.array(z.object({ key: z.string(), reason: z.string() })),
})
export type ProfileSheet = z.infer<typeof ProfileSheet>

export const FrozenAnnex = z.object({ id: z.int(), title: z.string(), frozenOn: z.string(), withdrawnOn: z.string().nullable(), partners: z.int() })

export const partners = {
  /** The whole tree, parents before children, in the order of names. */
  tree: call(InWorkspace.extend({ search: z.string().max(200).default(''), onlyUsed: z.boolean().default(false) }), z.array(PartnerNode)),
  profile: call(InWorkspace.extend({ partner: z.int(), audience: Audience.default('confidential') }), ProfileSheet),
  addAlias: call(InWorkspace.extend({ partner: z.int(), text: z.string().min(1).max(300) }), z.object({ changeset: z.int() })),
  removeAlias: call(InWorkspace.extend({ partner: z.int(), text: z.string().min(1).max(300) }), z.object({ changeset: z.int() })),
  /**
   * Everything of `from` becomes `into`'s; its names and codes become further ones of `into`. `isDry` says what it would do. Questions whose codes are not
   * in `acknowledged` make it a conflict. Undone by `activity.undo`. Fails with invalid-input where one is above the other in the tree.
   */
  merge: call(InWorkspace.extend({ from: z.int(), into: z.int(), reason: z.string().max(2000).default(''), acknowledged: z.array(z.string()).max(50).default([]), isDry: z.boolean().default(false) }), MergePlan),
  frozenAnnexes: call(InWorkspace, z.array(FrozenAnnex)),
}
