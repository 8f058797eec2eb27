import { Callout } from '../../ui/Callout.tsx'
import { Card } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'
import { FindingList } from './finding-text.tsx'
import type { ImportDraft } from './import-draft.ts'

/** What the file is, what was found in it and what its format cannot tell, before anything is read from it. */
export function FileStep({ inspection }: { readonly inspection: NonNullable<ImportDraft['inspection']> }) {
  const { t, format } = useText()
  const { file, kind, sheets, sha256, findings, unknown, committedBefore, returnOf } = inspection
  return (
    <div className="import-stack">
      {committedBefore ? <Callout tone="info">{t('import.file.before', { date: format.dateTime(committedBefore.at), sheet: committedBefore.sheet })}</Callout> : null}
      {returnOf ? <Callout tone="info" title={t('returned.title')}>{t(`returned.purpose.${returnOf.purpose}`, { file: returnOf.file, sentOn: format.date(returnOf.sentOn) })}</Callout> : null}
      <div className="import-pair">
        <Card title={t('import.step.file')}>
          <dl className="facts">
            <dt>{t('import.file.name')}</dt><dd>{file.name}</dd>
            <dt>{t('import.file.kind')}</dt><dd>{t(`import.file.kind.${kind}`)}</dd>
            <dt>{t('import.file.size')}</dt><dd>{format.fileSize(file.size)}</dd>
            <dt>{t('import.file.sheets')}</dt><dd>{t('import.file.sheet-count', { count: sheets.length })}</dd>
            <dt>{t('import.file.hash')}</dt><dd><code>{sha256}</code></dd>
          </dl>
        </Card>
        <div className="import-stack">
          <Card title={t('import.file.findings')}>{findings.length === 0 ? <p className="muted">{t('import.file.no-findings')}</p> : <FindingList findings={findings} />}</Card>
          {unknown.length === 0 ? null : (
            <Card title={t('import.file.unknown')}>
              <p className="muted">{t('import.file.unknown.text')}</p>
              <ul className="plain-list">{unknown.map((fact) => <li key={fact}>{t(`import.file.unknown.${fact}`)}</li>)}</ul>
            </Card>
          )}
        </div>
      </div>
    </div>
  )
}
