/** The first rows of a sheet as they are, each marked with what it was found to be; any row becomes the header with one click or key. */
import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import type { z } from 'zod'
import type { SheetSample } from '../../../shared/contract/submissions.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { useText } from '../../ui/text.tsx'
import type { SheetPart } from './sheet-parts.ts'

interface SheetGridProps {
  readonly sample: z.infer<typeof SheetSample>
  readonly sheet: string
  /** Null while it is not known yet what the rows are. */
  readonly partOf: ((row: number) => SheetPart) | null
  /** Row where Tab enters: the header, else the first. */
  readonly headerRow: number
  /** Row to bring into view; another object asks again. */
  readonly jump: { readonly row: number } | null
  readonly isBusy: boolean
  readonly onHeader: (row: number) => void
}

/** More columns than anybody reads at once only make the view slow. */
const shownColumns = 60
/** Cells that are drawn within one frame. */
const frameCells = 400
const marks: Partial<Record<SheetPart, Tone>> = { header: 'accent', band: 'accent', label: 'success', note: 'info', elsewhere: 'neutral' }

export function SheetGrid({ sample, sheet, partOf, headerRow, jump, isBusy, onHeader }: SheetGridProps) {
  const { t } = useText()
  const body = useRef<HTMLTableSectionElement>(null)
  const choose = useRef(onHeader)
  useEffect(() => {
    choose.current = onHeader
  })
  const width = Math.min(sample.columns, shownColumns)
  const drawn = useGrowing(sample.rows.length, Math.max(4, Math.ceil(frameCells / Math.max(1, width))))
  useEffect(() => {
    if (!jump) return
    const button = body.current?.querySelector<HTMLElement>(`[data-row="${jump.row}"]`)
    button?.scrollIntoView({ block: 'center' })
    button?.focus({ preventScroll: true })
  }, [jump])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    const next = buttons[buttons.findIndex((button) => button === document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const focusRow = sample.rows.some(({ row }) => row === headerRow) ? headerRow : sample.rows[0]?.row
  return (
    <div className="sheet-frame" aria-busy={isBusy}>
      <table className="sheet" aria-label={t('import.sheet.rows', { sheet })}>
        <thead><tr><th scope="col" className="sheet-corner"><span className="visually-hidden">{t('import.preview.row')}</span></th>{Array.from({ length: width }, (_, column) => <th key={column} scope="col">{columnName(column)}</th>)}</tr></thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {sample.rows.slice(0, drawn).map((line) => <SheetLine key={line.row} line={line} width={width} part={partOf?.(line.row) ?? null} isFirst={line.row === focusRow} choose={choose} />)}
        </tbody>
      </table>
    </div>
  )
}

type Line = z.infer<typeof SheetSample>['rows'][number]

interface SheetLineProps {
  readonly line: Line
  readonly width: number
  readonly part: SheetPart | null
  /** Where Tab enters the rows. */
  readonly isFirst: boolean
  readonly choose: { readonly current: (row: number) => void }
}

/** A row that is drawn already is not drawn again while others come. */
const SheetLine = memo(function SheetLine({ line, width, part, isFirst, choose }: SheetLineProps) {
  const { t, of, format } = useText()
  const { row, isHidden, texts } = line
  const known = new Map(line.marks.map((mark) => [mark.column, mark]))
  const label = t('import.sheet.row', { row: format.integer(row) })
  const tone = part === null ? undefined : marks[part]
  return (
    <tr data-part={part ?? undefined} onClick={() => choose.current(row)}>
      <th scope="row">
        <button type="button" data-row={row} tabIndex={isFirst ? 0 : -1} aria-pressed={part === 'header'} aria-label={label} title={label} onClick={(event) => { event.stopPropagation(); choose.current(row) }}>
          {tone ? <Badge tone={tone}>{of(`import.sheet.row.${part ?? ''}`)}</Badge> : null}
          {isHidden ? <Badge>{t('import.sheet.hidden-row')}</Badge> : null}
          {row}
        </button>
      </th>
      {Array.from({ length: width }, (_, column) => <SheetCell key={column} text={texts[column] ?? null} mark={known.get(column)} />)}
    </tr>
  )
})

/** A cell as the spreadsheet shows it; what else is known of it stands in its title and is read out. */
function SheetCell({ text, mark }: { readonly text: string | null; readonly mark: Line['marks'][number] | undefined }) {
  const { t } = useText()
  if (!mark) return <td title={text ?? undefined}>{text ?? ''}</td>
  const { displayed, isStruck, comment, isHidden } = mark
  const facts = [
    ...(displayed === null ? [] : [t('import.sheet.cell.value', { value: text ?? '' })]),
    ...(isStruck ? [t('import.sheet.cell.struck')] : []),
    ...(isHidden ? [t('import.sheet.cell.hidden')] : []),
    ...(comment === null ? [] : [t('import.sheet.cell.comment', { comment })]),
  ]
  const shown = displayed ?? text ?? ''
  return (
    <td title={[shown, ...facts].join('\n')} data-hidden={isHidden || undefined} data-comment={comment === null ? undefined : true}>
      {isStruck ? <s>{shown}</s> : shown}
      {isStruck || comment !== null || isHidden ? <span className="visually-hidden"> ({facts.join('; ')})</span> : null}
    </td>
  )
}
