/** Figures that are to be settled before the annex is printed, and the choice to print it all the same. */
import type { AnnexBlocking } from '../../../shared/contract/annexes.ts'
import { Callout } from '../../ui/Callout.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'

interface AnnexBlockersProps { readonly blocking: readonly AnnexBlocking[]; readonly isForced: boolean; readonly onForce: (isForced: boolean) => void }

export function AnnexBlockers({ blocking, isForced, onForce }: AnnexBlockersProps) {
  const { t, format } = useText()
  return (
    <Callout tone="warning" title={t('annexes.blocking.title')} actions={<Checkbox label={t('annexes.blocking.force')} checked={isForced} onChange={onForce} />}>
      <ul className="annex-blocking">
        {blocking.map(({ reason, count, cents, examples }) => <li key={reason}>{t(`annexes.blocking.${reason}`, { count, amount: format.money(cents, 'usd'), examples: examples.join(', ') })}</li>)}
      </ul>
    </Callout>
  )
}
