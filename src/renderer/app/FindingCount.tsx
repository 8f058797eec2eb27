import { useEffect, useState } from 'react'
import { useSession, useWorkspace } from '../platform/session.tsx'
import { useText } from '../ui/text.tsx'

/** Nobody waits for the number: what the change is seen by comes first, in milliseconds. */
const quietMs = 600

/** How much waits for a person, beside the name of the section that lists it. */
export function FindingCount() {
  const { t, format } = useText()
  const { client, revision } = useSession()
  const { workspace } = useWorkspace()
  const [total, setTotal] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      // Where it cannot be told, the last number stands: the section itself says what is wrong.
      void client.findings.list({ workspace: workspace.id, limit: 1 }).then((result) => {
        if (isCurrent && result.ok) setTotal(result.value.total)
      })
    }, quietMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, workspace.id, revision])
  return total === 0 ? null : <span className="nav-count" title={t('findings.waiting', { count: total })}><span aria-hidden="true">{format.integer(total)}</span><span className="visually-hidden">{t('findings.waiting', { count: total })}</span></span>
}
