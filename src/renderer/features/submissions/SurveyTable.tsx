import { useWorkspace } from '../../platform/session.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { TableChoice } from './import-draft.ts'
import type { SurveyedFile, SurveyLine } from './survey-draft.ts'
import type { Survey } from './use-survey.ts'

interface SurveyTableProps { readonly survey: Survey; readonly onImport: (file: FileEntry, choice: TableChoice | null) => void }

/** Several files at a glance: every sheet and table with its kind, its rows and what is open, each one click from its import. */
export function SurveyTable({ survey, onImport }: SurveyTableProps) {
  const { t } = useText()
  const { files, running, progress } = survey
  return (
    <section className="card survey" aria-label={t('survey.title', { count: files.length })}>
      <div className="card-head"><h2>{t('survey.title', { count: files.length })}</h2>{running === null ? <IconButton icon="close" label={t('survey.close')} onClick={survey.close} /> : null}</div>
      {running === null ? null : <div className="survey-progress"><ProgressBar label={t('survey.running', { number: running + 1, count: files.length })} progress={progress} onCancel={survey.cancel} /></div>}
      <div className="survey-scroll">
        <table className="list survey-table">
          <thead><tr><th scope="col">{t('survey.table')}</th><th scope="col">{t('import.kind-of')}</th><th scope="col" className="number">{t('survey.rows')}</th><th scope="col" className="number">{t('submissions.accepted')}</th><th scope="col" className="number">{t('submissions.rejected')}</th><th scope="col">{t('survey.totals')}</th><th scope="col" className="number">{t('survey.questions')}</th><th scope="col"><span className="visually-hidden">{t('submissions.inbox.import')}</span></th></tr></thead>
          {files.map((one) => <FileRows key={one.file.token} surveyed={one} onImport={onImport} />)}
        </table>
      </div>
    </section>
  )
}

function FileRows({ surveyed, onImport }: { readonly surveyed: SurveyedFile; readonly onImport: SurveyTableProps['onImport'] }) {
  const text = useText()
  const { t, format } = text
  const { workspace } = useWorkspace()
  const { file, lines, bare, error } = surveyed
  const withoutTable = bare.map(({ sheet, visibility }) => (visibility === 'visible' ? sheet : `${sheet} (${t(`import.sheet.${visibility}`)})`)).join(', ')
  const isWritable = workspace.readOnly === null
  return (
    <tbody>
      <tr className="survey-file">
        <th scope="rowgroup" colSpan={7}><Icon name="file" /><span className="truncate" title={file.name}>{file.name}</span><span className="muted">{format.fileSize(file.size)}</span></th>
        <td>{isWritable && lines !== null && lines.length === 0 ? <Button aria-label={t('submissions.inbox.import-of', { name: file.name })} onClick={() => onImport(file, null)}>{t('submissions.inbox.import')}</Button> : null}</td>
      </tr>
      {error ? <tr><td colSpan={8}><span className="finding" data-severity="error"><Icon name="error" /><span>{text.error(error)}</span></span></td></tr> : null}
      {lines === null && !error ? <tr><td colSpan={8} className="muted">{t('survey.waiting')}</td></tr> : null}
      {lines?.map((line) => <LineRow key={`${line.sheetIndex} ${line.table}`} line={line} onImport={isWritable ? () => onImport(file, { sheetIndex: line.sheetIndex, table: line.table }) : null} label={t('survey.import-of', { name: file.name, table: nameOf(text, line) })} />)}
      {bare.length > 0 ? <tr><td colSpan={8} className="muted survey-bare">{t('survey.no-table', { sheets: withoutTable })}</td></tr> : null}
    </tbody>
  )
}

const nameOf = ({ t, format }: ReturnType<typeof useText>, line: SurveyLine): string => (line.table === 0 ? line.sheet : t('survey.table-of', { sheet: line.sheet, number: format.integer(line.table + 1) }))

function LineRow({ line, label, onImport }: { readonly line: SurveyLine; readonly label: string; readonly onImport: (() => void) | null }) {
  const text = useText()
  const { t, format } = text
  return (
    <tr>
      <th scope="row"><span className="survey-sheet" title={nameOf(text, line)}>{nameOf(text, line)}</span>{line.visibility === 'visible' ? null : <Badge tone="warning">{t(`import.sheet.${line.visibility}`)}</Badge>}</th>
      <td>{line.rows === 0 ? <span className="muted">{t('survey.no-records')}</span> : t(`submission-kind.${line.kind}`)}</td>
      <td className="number">{format.integer(line.rows)}</td>
      <td className="number">{format.integer(line.accepted)}</td>
      <td className="number">{line.rejected > 0 ? <strong>{format.integer(line.rejected)}</strong> : '0'}</td>
      <td>{line.totals === 0 ? <span className="muted">{t('survey.totals.none')}</span> : line.differing === 0 ? <Badge tone="success" icon="check">{t('survey.totals.equal', { count: line.totals })}</Badge> : <Badge tone="warning" icon="warning">{t('survey.totals.differing', { differing: line.differing, count: line.totals })}</Badge>}</td>
      <td className="number">{line.questions > 0 ? <strong>{format.integer(line.questions)}</strong> : '0'}</td>
      <td>{onImport ? <Button aria-label={label} onClick={onImport}>{t('submissions.inbox.import')}</Button> : null}</td>
    </tr>
  )
}
