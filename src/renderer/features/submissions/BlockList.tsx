import type { TableBlock } from '../../../shared/domain/submission.ts'
import type { z } from 'zod'
import { useGrowing } from '../../platform/use-growing.ts'
import { useText } from '../../ui/text.tsx'
import { rowsText } from './TableList.tsx'

interface BlockListProps {
  readonly blocks: readonly z.infer<typeof TableBlock>[]
  /** Last row that is shown beside the list. */
  readonly lastShown: number
  readonly onJump: (row: number) => void
}

/** Entries that are drawn within one frame. */
const frameBlocks = 40

/** The blocks of a table with their labels; those among the rows shown are one click away. */
export function BlockList({ blocks, lastShown, onJump }: BlockListProps) {
  const text = useText()
  const { t } = text
  const drawn = useGrowing(blocks.length, frameBlocks)
  return (
    <section className="blocks" aria-label={t('import.sheet.blocks', { count: blocks.length })}>
      <h3>{t('import.sheet.blocks', { count: blocks.length })}</h3>
      <ol>
        {blocks.slice(0, drawn).map((block) => {
          const start = block.labels[0]?.row ?? block.firstRow
          const isShown = start <= lastShown
          return (
            <li key={block.firstRow}>
              <button type="button" className="block" disabled={!isShown} title={isShown ? undefined : t('import.sheet.block-beyond')} onClick={() => onJump(start)}>
                <span className="truncate">{block.labels.length === 0 ? t('import.sheet.block-unnamed') : block.labels.map((label) => label.text).join(' › ')}</span>
                <span className="muted">{rowsText(text, block.firstRow, block.lastRow)}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
