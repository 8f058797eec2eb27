/** What goes along with a workspace: each kind with its number, and the first of its list one click away. */
import type { HandoverSummary } from '../../../shared/contract/handover.ts'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import { useText, type Text } from '../../ui/text.tsx'
import './handover.css'

interface Group { readonly key: string; readonly title: string; readonly count: number; readonly lines: readonly string[] }

export const changeLine = ({ t, of, format }: Text, { at, person, reason, kind }: ChangesetEntry): string => t('handover.change', { date: format.date(at), person, reason: reason === '' ? of(kind) : reason })

function groupsOf(text: Text, summary: HandoverSummary): readonly Group[] {
  const { t, of, format } = text
  return [
    { key: 'findings', title: t('handover.findings', { count: summary.findings }), count: summary.findings, lines: summary.openFindings.map((finding) => `${finding.subject}: ${of(finding.message.key, finding.message.params)}`) },
    { key: 'tasks', title: t('handover.tasks', { count: summary.tasks }), count: summary.tasks, lines: summary.openTasks.map((task) => t('handover.task', { text: task.text, due: task.dueOn === null ? 'none' : format.date(task.dueOn) })) },
    { key: 'questions', title: t('handover.questions', { count: summary.questions }), count: summary.questions, lines: summary.openQuestions.map((question) => t('handover.question', question)) },
    { key: 'corrections', title: t('handover.corrections', { count: summary.corrections }), count: summary.corrections, lines: summary.liveCorrections.map((one) => t('handover.correction', { project: one.project, person: one.saidBy, date: format.date(one.saidOn) })) },
    { key: 'drafts', title: t('handover.drafts', { count: summary.drafts }), count: summary.drafts, lines: summary.waiting.map((one) => t('handover.waiting', one)) },
    { key: 'changes', title: t('handover.changesets', { count: summary.changesets }), count: summary.changesets, lines: summary.changes.map((entry) => changeLine(text, entry)) },
  ]
}

export function HandoverLists({ summary }: { readonly summary: HandoverSummary }) {
  const text = useText()
  return (
    <ul className="handover-lists">
      {groupsOf(text, summary).map(({ key, title, count, lines }) => (
        <li key={key}>
          {lines.length === 0 ? <span className={count === 0 ? 'muted' : undefined}>{title}</span> : (
            <details>
              <summary>{title}</summary>
              <LineList lines={lines} total={key === 'drafts' ? lines.length : count} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Lines of a list that may be longer than what is shown. */
export function LineList({ lines, total }: { readonly lines: readonly string[]; readonly total: number }) {
  const { t } = useText()
  return (
    <ul className="handover-lines">
      {lines.map((line, index) => <li key={index}>{line}</li>)}
      {total > lines.length ? <li className="muted">{t('handover.more', { count: total - lines.length })}</li> : null}
    </ul>
  )
}
