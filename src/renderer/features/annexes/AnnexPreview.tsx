/** The table as the printed page will show it, in the language of the annex: caption, lines, notes, reconciliation. */
import { useMemo } from 'react'
import type { AnnexRow, AnnexTable } from '../../../shared/contract/annexes.ts'
import type { z } from 'zod'
import { figureText } from '../../ui/figure.ts'
import { createText, useText } from '../../ui/text.tsx'

export function AnnexPreview({ table }: { readonly table: AnnexTable }) {
  const { t } = useText()
  const { spec, caption, headings, rows, notes, reconciliation } = table
  const text = useMemo(() => createText(spec.locale), [spec.locale])
  const line = (name: string, part: { readonly rows: number; readonly cents: number }, isTotal = false) => (
    <tr key={name} data-kind={isTotal ? 'total' : undefined}><th scope="row">{name}</th><td>{text.format.integer(part.rows)}</td><td>{text.format.money(part.cents, spec.unit)}</td></tr>
  )
  return (
    <article className="printed" lang={spec.locale} aria-label={t('annexes.preview')}>
      <table className="printed-table">
        <caption>{caption}</caption>
        <thead><tr>{headings.map((heading, index) => <th key={heading} scope="col" data-text={index === 1 ? '' : undefined}>{heading}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => <PrintedRow key={`${row.kind} ${row.key}`} row={row} text={text} unit={spec.unit} />)}
          {rows.every(({ kind }) => kind === 'total') ? <tr><td colSpan={headings.length} className="printed-none">{text.t('annexes.none')}</td></tr> : null}
        </tbody>
      </table>
      <ul className="printed-notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>
      <table className="printed-table printed-reconciliation">
        <caption>{text.t('annex.reconciliation.title')}</caption>
        <thead><tr><th scope="col">{text.t('annex.reconciliation.heading.line')}</th><th scope="col">{text.t('annex.reconciliation.heading.rows')}</th><th scope="col">{text.t(`unit.${spec.unit}`)}</th></tr></thead>
        <tbody>
          {line(text.t('annex.reconciliation.counted'), reconciliation.counted)}
          {reconciliation.leftOut.filter((part) => part.rows > 0).map((part) => line(text.t('annex.reconciliation.left-out', { category: text.of(`left-out.${part.category}`) }), part))}
          {line(text.t('annex.reconciliation.read'), reconciliation.read, true)}
        </tbody>
      </table>
    </article>
  )
}

interface PrintedRowProps { readonly row: z.infer<typeof AnnexRow>; readonly text: ReturnType<typeof createText>; readonly unit: AnnexTable['spec']['unit'] }

function PrintedRow({ row, text, unit }: PrintedRowProps) {
  return (
    <tr data-kind={row.kind}>
      <td className="printed-rank">{row.rank === null ? '' : text.format.integer(row.rank)}</td>
      <th scope="row">{row.name}</th>
      {row.cents.map((cell, index) => <td key={['first', 'second', 'total'][index]}>{figureText(text, cell, unit)}</td>)}
      <td>{text.format.percent(row.share)}</td>
    </tr>
  )
}
