import { useState } from 'react'
import type { CommitReport } from '../../../../shared/contract/submissions.ts'
import { useSession } from '../../../platform/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Page.tsx'
import { useText } from '../../../ui/text.tsx'
import { UndoImportDialog } from '../UndoImportDialog.tsx'

interface CommittedProps { readonly report: CommitReport; /** Rows set aside, which wait on in staging. */ readonly parked: number; readonly file: string; readonly onAnother: () => void; readonly onRejected: () => void }

/** What was written, and where to go from here. */
export function Committed({ report, parked, file, onAnother, onRejected }: CommittedProps) {
  const { t, of, format } = useText()
  const { navigation } = useSession()
  const [isUndoing, setUndoing] = useState(false)
  const isNothing = report.changeset === 0
  return (
    <div className="import-stack import-narrow">
      <Callout tone={isNothing ? 'info' : 'success'} title={t(isNothing ? 'import.commit.nothing.title' : 'import.commit.done.title')}>
        <p>{isNothing ? t('import.commit.nothing.text') : `${t('import.commit.changeset', { number: format.integer(report.changeset) })}. ${t('import.commit.text', report.diff)}`}</p>
        {parked > 0 ? <p>{t('commit.parked.text', { count: parked })}</p> : null}
      </Callout>
      {report.usdByMeasure.length > 0 ? (
        <Card title={t('import.commit.by-measure')}>
          <dl className="facts money-facts">{report.usdByMeasure.map(({ measure, cents }) => <div className="fact-line" key={measure}><dt>{of(`measure.${measure}`)}</dt><dd className="number">USD {format.money(cents, 'usd', 2)}</dd></div>)}</dl>
        </Card>
      ) : null}
      <div className="import-line">
        <Button variant="primary" icon="matrices" autoFocus onClick={() => navigation.go('matrices')}>{t('submissions.to-matrix')}</Button>
        {report.diff.rejected > 0 ? <Button onClick={onRejected}>{t('import.commit.see-rejected')}</Button> : null}
        <Button onClick={onAnother}>{t('import.commit.another')}</Button>
        {isNothing ? null : <Button icon="undo" onClick={() => setUndoing(true)}>{t('submissions.undo')}</Button>}
      </div>
      {isUndoing ? <UndoImportDialog changeset={report.changeset} file={file} onClose={() => setUndoing(false)} onUndone={onAnother} /> : null}
    </div>
  )
}
