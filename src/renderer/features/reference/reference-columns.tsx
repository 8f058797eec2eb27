import type { z } from 'zod'
import type { ReferenceKind } from '../../../shared/contract/reference.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { textOf, type TableRow } from '../../grid/table-rows.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { Text } from '../../ui/text.tsx'

type Column = GridColumn<TableRow>

/** Columns of each list; the keys are those of `reference.page`. */
export function referenceColumns(kind: z.infer<typeof ReferenceKind>, { t, format, named }: Text): readonly Column[] {
  const plain = (key: string, header: string, size: Partial<Column>): Column => ({ key, header, value: (row) => textOf(row, key), ...size })
  const coded = (key: string, header: string, prefix: string, width: number): Column => plain(key, header, { width, text: (row) => named(prefix, textOf(row, key) ?? '') })
  const day = (key: string, header: string): Column => plain(key, header, { width: 108, text: (row) => format.date(textOf(row, key) ?? '') })
  const flag = (key: string, header: string): Column => plain(key, header, { width: 92, text: (row) => t(textOf(row, key) === '1' ? 'ui.yes' : 'ui.no') })
  const code = plain('key', t('reference.code'), { width: 120, pin: 'start' })
  const name = plain('name', t('reference.name'), { flex: 2, minWidth: 200 })
  const status = plain('status', t('reference.status'), {
    width: 104,
    text: (row) => t(textOf(row, 'status') === 'unverified' ? 'ui.unverified' : 'reference.verified'),
    render: (row) => (textOf(row, 'status') === 'unverified' ? <Badge tone="warning" title={t('ui.unverified.hint')}>{t('ui.unverified')}</Badge> : <span className="muted">{t('reference.verified')}</span>),
  })
  switch (kind) {
    case 'partners':
      return [code, name, status, coded('type', t('reference.type'), 'partner-type', 150), coded('tier', t('reference.tier'), 'partner-tier', 112), plain('parent', t('reference.parent'), { flex: 1, minWidth: 150 }), plain('codes', t('reference.codes'), { flex: 1, minWidth: 150 }), coded('state', t('reference.state'), 'partner-state', 104)]
    case 'areas':
      return [code, name, status, coded('kind', t('reference.type'), 'area-kind', 120), plain('region', t('reference.region'), { width: 112 }), plain('codes', t('reference.codes'), { flex: 1, minWidth: 180 })]
    case 'offices':
      return [code, name, status, coded('level', t('reference.level'), 'office-level', 112), plain('parent', t('reference.parent'), { flex: 1, minWidth: 160 }), plain('area', t('projects.country'), { width: 140 }), plain('seat', t('reference.seat'), { width: 140 }), day('validFrom', t('reference.from')), day('validTo', t('reference.to'))]
    case 'framework':
      return [code, name, status, coded('kind', t('reference.type'), 'framework-kind', 170), plain('parent', t('reference.parent'), { width: 104 }), plain('framework', t('reference.framework'), { width: 128 })]
    case 'modalities':
      return [code, name, status, coded('earmarking', t('reference.earmarking'), 'earmarking', 150), coded('fundingNature', t('reference.nature'), 'funding-nature', 120), flag('isPool', t('reference.pool')), flag('isEmergency', t('reference.emergency')), day('validFrom', t('reference.from')), day('validTo', t('reference.to'))]
    case 'counting-rules':
      return [{ ...code, width: 170 }, name, status, plain('counts', t('reference.counts'), { flex: 2, minWidth: 220 }), plain('ownLine', t('reference.own-line'), { width: 132 }), day('validFrom', t('reference.from')), day('validTo', t('reference.to'))]
  }
}
