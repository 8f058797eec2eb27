/** The names that an import matches against: those of the register, and those that were confirmed before, everywhere and for the office that sends. */
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import type { PartnerRegister } from './map/partner-register.ts'

export async function readRegister(workspace: OpenWorkspace, office: string | undefined): Promise<PartnerRegister> {
  const [register, remembered] = await Promise.all([workspace.query.request('register', {}), workspace.query.request('rememberedNames', { office: office ?? null })])
  return { ...register, remembered }
}
