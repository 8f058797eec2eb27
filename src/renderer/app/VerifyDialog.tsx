import { useEffect } from 'react'
import { useWorkspace } from '../platform/session.tsx'
import { useJob } from '../platform/use-call.ts'
import { Badge } from '../ui/Badge.tsx'
import { Callout, ErrorCallout } from '../ui/Callout.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useText } from '../ui/text.tsx'

/** Checks the workspace's file and its chain of changes, and says check by check what was found. */
export function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const verify = useJob('workspaces.verify')
  const { run, cancel } = verify
  useEffect(() => void run({ workspace: workspace.id }), [run, workspace.id])
  const close = () => {
    cancel()
    onClose()
  }
  return (
    <Dialog title={t('command.verify')} onClose={close} closeLabel={verify.isRunning ? t('ui.cancel') : t('ui.close')}>
      {verify.isRunning ? <ProgressBar label={t('verify.running')} progress={verify.progress} /> : null}
      {verify.error ? <ErrorCallout error={verify.error} /> : null}
      {verify.value ? (
        <>
          <Callout tone={verify.value.isWhole ? 'success' : 'danger'}>{t(verify.value.isWhole ? 'verify.whole' : 'verify.broken')}</Callout>
          <ul className="verify-list">
            {verify.value.checks.map((check) => (
              <li key={check.name}>
                <div className="verify-line"><span>{t(`verify.check.${check.name}`)}</span>{check.isGood ? <Badge tone="success" icon="check">{t('verify.good')}</Badge> : <Badge tone="danger" icon="error">{t('verify.bad')}</Badge>}</div>
                {check.details.map((detail) => <p key={detail} className="muted">{detail}</p>)}
              </li>
            ))}
          </ul>
          <dl className="facts"><dt>{t('verify.content-hash')}</dt><dd><code>{verify.value.contentHash}</code></dd></dl>
        </>
      ) : null}
    </Dialog>
  )
}
