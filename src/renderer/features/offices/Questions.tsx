import { useCallback, useMemo, useState } from 'react'
import type { OfficeQuestion } from '../../../shared/contract/offices.ts'
import { ok } from '../../../shared/result.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { PagedRows } from '../../grid/PagedRows.tsx'
import type { LoadRows } from '../../grid/use-pages.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { useOffices } from '../../platform/use-offices.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Checkbox, SearchField, TextArea } from '../../ui/Field.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { SidePanel, SplitView } from '../../ui/SplitView.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

const looks: Record<OfficeQuestion['state'], { readonly tone: Tone; readonly icon: IconName }> = { open: { tone: 'warning', icon: 'clock' }, answered: { tone: 'success', icon: 'check' }, withdrawn: { tone: 'neutral', icon: 'undo' } }
const rowId = ({ id }: OfficeQuestion) => String(id)

const questionColumns = ({ t, format }: Text, nameOf: (office: string | null) => string): readonly GridColumn<OfficeQuestion>[] => [
  { key: 'office', header: t('offices.office'), width: 190, isSortable: false, value: ({ office }) => nameOf(office) },
  { key: 'text', header: t('offices.question'), flex: 2, minWidth: 200, isSortable: false, value: ({ text }) => text },
  { key: 'subject', header: t('offices.question.about'), width: 150, isSortable: false, value: ({ subject }) => subject },
  { key: 'file', header: t('offices.file'), width: 150, isSortable: false, value: ({ file }) => file },
  { key: 'address', header: t('offices.question.cell'), width: 80, isSortable: false, value: ({ address }) => address },
  { key: 'askedOn', header: t('offices.question.asked'), width: 110, isSortable: false, value: ({ askedOn }) => askedOn, text: ({ askedOn }) => format.date(askedOn) },
  { key: 'state', header: t('offices.state'), width: 120, isSortable: false, value: ({ state }) => t(`offices.question.state.${state}`), render: ({ state }) => <Badge {...looks[state]}>{t(`offices.question.state.${state}`)}</Badge> },
  { key: 'answer', header: t('offices.question.answer'), flex: 1, minWidth: 140, isSortable: false, value: ({ answer }) => answer },
]

interface QuestionsProps {
  /** Only of this office; null for all. */
  readonly office: string | null
  readonly onAll: () => void
}

/** What was asked of the offices, each about a cell, with its answer. */
export function Questions({ office, onAll }: QuestionsProps) {
  const text = useText()
  const { t } = text
  const { client, revision } = useSession()
  const { workspace } = useWorkspace()
  const offices = useOffices()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [isOpen, setOpenOnly] = useState(true)
  const [total, setTotal] = useState<number | null>(null)
  const [open, setOpen] = useState<OfficeQuestion | null>(null)
  const nameOf = useCallback((key: string | null): string => (key === null ? t('offices.question.no-office') : (offices.find((office) => office.key === key)?.label ?? key)), [offices, t])
  const columns = useMemo(() => questionColumns(text, nameOf), [text, nameOf])
  const load: LoadRows<OfficeQuestion> = useCallback(async ({ offset, limit }) => {
    const result = await client.offices.questions({ workspace: workspace.id, offset, limit, isOpen, ...(office === null ? {} : { office }), ...(search === '' ? {} : { search }) })
    return result.ok ? ok({ total: result.value.total, rows: result.value.questions }) : result
  }, [client, workspace.id, isOpen, office, search])
  const list = (
    <div className="offices-list">
      <div className="toolbar">
        <SearchField label={t('offices.questions.search')} value={typed} onChange={setTyped} />
        <Checkbox label={t('offices.questions.open')} checked={isOpen} onChange={setOpenOnly} />
        {office === null ? null : <><Badge tone="accent">{t('offices.questions.of', { office: nameOf(office) })}</Badge><Button variant="quiet" onClick={onAll}>{t('offices.questions.all')}</Button></>}
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('offices.questions.count', { count: total })}</span>
      </div>
      <PagedRows
        label={t('offices.tab.questions')}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision}
        onTotal={setTotal}
        openRow={open === null ? null : rowId(open)}
        onActivate={setOpen}
        empty={search === '' ? <EmptyState icon="offices" title={t('offices.questions.empty.title')}>{t('offices.questions.empty.text')}</EmptyState> : <EmptyState icon="search" title={t('ui.nothing-found')} actions={<Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>} />}
      />
    </div>
  )
  return <SplitView label={t('ui.resize')} size={380} start={list} end={open === null ? null : <QuestionPanel key={open.id} question={open} office={nameOf(open.office)} onClose={() => setOpen(null)} />} />
}

interface QuestionPanelProps { readonly question: OfficeQuestion; readonly office: string; readonly onClose: () => void }

function QuestionPanel({ question, office, onClose }: QuestionPanelProps) {
  const { t, format } = useText()
  const { workspace } = useWorkspace()
  const answer = useJob('offices.answer')
  const withdraw = useJob('offices.withdraw')
  const show = useToast()
  const [typed, setTyped] = useState(question.answer ?? '')
  const isWritable = workspace.readOnly === null && question.state !== 'withdrawn'
  const keep = async () => {
    const result = await answer.run({ workspace: workspace.id, question: question.id, text: typed.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('offices.question.answer.done') })
    onClose()
  }
  const takeBack = async () => {
    const result = await withdraw.run({ workspace: workspace.id, questions: [question.id] })
    if (!result.ok) return
    show({ tone: 'success', text: t('offices.question.withdrawn') })
    onClose()
  }
  return (
    <SidePanel
      title={question.text}
      subtitle={<p className="muted">{office}</p>}
      onClose={onClose}
      actions={isWritable ? <><Button variant="primary" disabled={typed.trim() === '' || typed.trim() === question.answer || answer.isRunning} onClick={() => void keep()}>{t('offices.question.answer.do')}</Button>{question.state === 'open' ? <Button disabled={withdraw.isRunning} onClick={() => void takeBack()}>{t('offices.question.withdraw')}</Button> : null}</> : undefined}
    >
      <dl className="facts">
        <dt>{t('offices.state')}</dt><dd><Badge {...looks[question.state]}>{t(`offices.question.state.${question.state}`)}</Badge></dd>
        {question.subject === '' ? null : <><dt>{t('offices.question.about')}</dt><dd>{question.subject}</dd></>}
        <dt>{t('offices.file')}</dt><dd>{question.file}, {question.sheet} <code>{question.address}</code></dd>
        {question.cellText === '' ? null : <><dt>{t('offices.question.cell-text')}</dt><dd>{question.cellText}</dd></>}
        <dt>{t('offices.question.asked')}</dt><dd>{t('offices.question.asked-by', { person: question.askedBy, date: format.date(question.askedOn) })}</dd>
        {question.answeredOn === null ? null : <><dt>{t('offices.question.answered')}</dt><dd>{format.date(question.answeredOn)}</dd></>}
        {question.answeredIn === null ? null : <><dt>{t('offices.question.answered-in')}</dt><dd>{question.answeredIn}</dd></>}
      </dl>
      {isWritable ? <TextArea label={t('offices.question.answer')} rows={4} maxLength={4000} value={typed} onChange={setTyped} /> : question.answer === null ? null : <p className="written-answer">{question.answer}</p>}
      {answer.error ? <ErrorCallout error={answer.error} /> : null}
      {withdraw.error ? <ErrorCallout error={withdraw.error} /> : null}
    </SidePanel>
  )
}
