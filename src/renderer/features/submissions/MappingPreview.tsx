/** The first rows of the sheet as the mapping understands them, renewed as it changes. */
import type { z } from 'zod'
import type { StagedRow } from '../../../shared/contract/submissions.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { FindingLine } from './finding-text.tsx'
import { checkKey, unnamedDonor, type ImportDraft } from './import-draft.ts'

type Row = z.infer<typeof StagedRow>

/** Rows that are drawn within one frame. */
const frameRows = 12

export function MappingPreview({ draft }: { readonly draft: ImportDraft }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  // The request follows the mapping once it has paused; one that was overtaken is cancelled.
  const key = checkKey(draft)
  const isSettled = useSettled(key) === key
  const { mapping, decisions, values, file } = draft
  const answer = useCall('submissions.preview', mapping && isSettled ? { workspace: workspace.id, file: file.token, mapping, decisions, values } : null)
  const preview = useKept(answer.value)
  const rows = preview?.rows.filter(({ kind }) => kind === 'accepted' || kind === 'rejected') ?? []
  const drawn = useGrowing(rows.length, frameRows)
  return (
    <section className="preview" aria-label={t('import.preview')}>
      <div className="preview-head"><h2>{t('import.preview')}</h2><span className="muted" role="status">{!isSettled || answer.isLoading ? t('import.preview.updating') : ''}</span></div>
      {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
      {preview === null && !answer.error ? <Skeleton lines={8} height={28} /> : null}
      {preview && rows.length === 0 ? <p className="muted">{t('import.preview.none')}</p> : null}
      <ol className="preview-rows">{rows.slice(0, drawn).map((row) => <PreviewRow key={row.row} row={row} />)}</ol>
    </section>
  )
}

function PreviewRow({ row }: { readonly row: Row }) {
  const { t, format } = useText()
  return (
    <li className="preview-row" data-kind={row.kind}>
      <span className="preview-number">{format.integer(row.row)}</span>
      <div className="preview-about">
        <div className="preview-line"><span className="preview-identifier truncate">{row.identifier ?? t('import.preview.no-identifier')}</span><span className="truncate" title={row.partner ?? undefined}>{row.partner === null || row.partner === unnamedDonor ? t('import.preview.no-partner') : row.partner}</span></div>
        {row.title ? <div className="muted truncate" title={row.title}>{row.title}</div> : null}
        <Amounts row={row} />
        {row.problems.map((problem, index) => <div key={`${problem.code} ${index}`}><FindingLine finding={problem} /></div>)}
      </div>
    </li>
  )
}

export function Amounts({ row }: { readonly row: Row }) {
  const { t, of, format } = useText()
  if (row.amounts.length === 0) return row.kind === 'accepted' ? <div className="muted">{t('import.preview.no-amount')}</div> : null
  return (
    <ul className="amounts">
      {row.amounts.map((amount, index) => (
        <li key={`${amount.measure} ${amount.period} ${index}`}>
          <span className="muted">{of(`measure.${amount.measure}`)}, {amount.period === '' ? t('import.preview.no-date') : format.period(amount.period)}</span>
          <span className="figures">
            {amount.original === null ? <span title={t('import.preview.not-reported')}>{t('sign.not-reported')}</span> : `${amount.currency ?? '?'} ${format.original(amount.original)}`}
            {amount.usdCents === null || amount.currency === 'USD' ? '' : ` = USD ${format.money(amount.usdCents, 'usd', 2)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
