import { useWorkspace } from '../platform/session.tsx'
import { useCall } from '../platform/use-call.ts'
import { useKept } from '../platform/use-kept.ts'
import { useText } from '../ui/text.tsx'

/** How much waits for a person, beside the name of the section that lists it. */
export function FindingCount() {
  const { t, format } = useText()
  const { workspace } = useWorkspace()
  const total = useKept(useCall('findings.list', { workspace: workspace.id, limit: 1 }).value)?.total ?? 0
  return total === 0 ? null : <span className="nav-count" title={t('findings.waiting', { count: total })}><span aria-hidden="true">{format.integer(total)}</span><span className="visually-hidden">{t('findings.waiting', { count: total })}</span></span>
}
