import type { LeftOutCategory, Matrix } from '../../../shared/contract/matrices.ts'
import type { z } from 'zod'
import type { MoneyUnit } from '../../ui/format.ts'
import { useText } from '../../ui/text.tsx'

export type LeftOut = z.infer<typeof LeftOutCategory>

interface ReconciliationStripProps {
  readonly matrix: Matrix
  readonly unit: MoneyUnit
  /** Null for what was counted. */
  readonly onOpen: (category: LeftOut | null) => void
}

/** Read = counted + left out, in records and in money; each part opens its records. */
export function ReconciliationStrip({ matrix, unit, onOpen }: ReconciliationStripProps) {
  const { t, of, format } = useText()
  const { read, counted, leftOut, notReported, withoutUsd } = matrix.reconciliation
  const figures = (part: { readonly rows: number; readonly cents: number }) => (
    <>
      <span className="strip-money">{format.money(part.cents, unit)}</span>
      <span className="strip-rows">{t('matrices.rows', { count: part.rows })}</span>
    </>
  )
  const some = leftOut.filter(({ rows }) => rows > 0)
  return (
    <section className="strip" aria-label={t('matrices.reconciliation')}>
      <div className="strip-part"><span className="strip-name">{t('matrices.read')}</span>{figures(read)}</div>
      <span className="strip-sign" aria-hidden="true">=</span>
      <button type="button" className="strip-part" onClick={() => onOpen(null)}><span className="strip-name">{t('matrices.counted')}</span>{figures(counted)}</button>
      {some.map((part) => (
        <span key={part.category} className="strip-term">
          <span className="strip-sign" aria-hidden="true">+</span>
          <button type="button" className="strip-part" onClick={() => onOpen(part.category)}><span className="strip-name">{of(`left-out.${part.category}`)}</span>{figures(part)}</button>
        </span>
      ))}
      <div className="strip-notes">
        {some.length === 0 ? <span>{t('matrices.nothing-left-out')}</span> : null}
        {notReported > 0 ? <span>{t('matrices.not-reported', { count: notReported })}</span> : null}
        {withoutUsd > 0 ? <span>{t('matrices.without-usd', { count: withoutUsd })}</span> : null}
        <span>{t('matrices.signs')}</span>
      </div>
    </section>
  )
}
