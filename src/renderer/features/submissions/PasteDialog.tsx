import { Dialog } from '../../ui/Dialog.tsx'
import { useText } from '../../ui/text.tsx'
import { pastedTable, type PastedTable } from './pasted-table.ts'

interface PasteDialogProps { readonly onPaste: (table: PastedTable) => void; readonly onClose: () => void }

/** A place to paste a table into; what lands in it goes on at once, so nothing can be mistyped. */
export function PasteDialog({ onPaste, onClose }: PasteDialogProps) {
  const { t } = useText()
  return (
    <Dialog title={t('submissions.paste.title')} onClose={onClose} closeLabel={t('ui.cancel')}>
      <p>{t('submissions.paste.text')}</p>
      <textarea
        className="input paste-place"
        aria-label={t('submissions.paste.place')}
        placeholder={t('submissions.paste.place')}
        autoFocus
        value=""
        onChange={(event) => (event.target.value.trim() === '' ? undefined : onPaste({ text: event.target.value, html: null }))}
        onPaste={(event) => {
          const table = pastedTable(event.clipboardData)
          event.preventDefault()
          if (table) onPaste(table)
        }}
      />
    </Dialog>
  )
}
