/**
 * Everything an analyst can do, as one object of schemas. Handlers, client, command line and their types are derived from it:
 * a missing handler is a compile error, and a new procedure costs one edit here and one in main/core/handlers.
 */
import { z } from 'zod'
import { activity } from './activity.ts'
import { agreements } from './agreements.ts'
import { annexes } from './annexes.ts'
import { app } from './app.ts'
import { WorkspaceId } from './common.ts'
import { corrections } from './corrections.ts'
import { findings } from './findings.ts'
import { handover } from './handover.ts'
import { matrices } from './matrices.ts'
import { offices } from './offices.ts'
import { overview } from './overview.ts'
import { projects } from './projects.ts'
import { recipes } from './recipes.ts'
import { reconciliation } from './reconciliation.ts'
import { records } from './records.ts'
import { reference } from './reference.ts'
import { staging } from './staging.ts'
import { submissions } from './submissions.ts'
import { workspaces } from './workspaces.ts'

export const contract = { activity, agreements, annexes, app, corrections, findings, handover, matrices, offices, overview, projects, recipes, reconciliation, records, reference, staging, submissions, workspaces } as const
export type AppContract = typeof contract

/** What the menu of a host asks of the page of the window in front. */
export const menuCommands = ['new-workspace', 'save-copy', 'palette'] as const
export type MenuCommand = (typeof menuCommands)[number]

/** What a window is told without having asked: by the core, and of the menu by the host that has one. */
export const events = {
  /** The workspace has a new last changeset, written here or by another process. */
  'workspace-changed': z.object({ workspace: WorkspaceId, changeset: z.int() }),
  'settings-changed': z.object({}),
  'menu-command': z.object({ command: z.enum(menuCommands) }),
} as const
export type AppEvents = { [K in keyof typeof events]: z.infer<(typeof events)[K]> }
