import type { PartnerRegister } from '../../src/main/core/importing/map/partner-register.ts'
import { closeStore, openForReading } from '../../src/main/core/store/database.ts'
import { createWorkspaceReading } from '../../src/main/core/store/reading/workspace-reading.ts'
import { makeWorkspace } from '../integration/importing/staged-workspace.ts'

/** The register of a new workspace: what the packs hold, and nothing that anybody imported. */
export function packRegister(): PartnerRegister {
  const workspace = makeWorkspace()
  try {
    const db = openForReading(workspace.path)
    try {
      return createWorkspaceReading(db).register()
    } finally {
      closeStore(db)
    }
  } finally {
    workspace.dispose()
  }
}
