import { decimalOfCents, shiftDecimal } from '../decimal.ts'
import type { FieldSpec } from './field.ts'

/** A stored value as plain text that can be typed again: USD in dollars with a point, shares in percent, codes and flags (1, 0) as they are. References are named by whoever reads them. */
export function plainFieldText(field: Pick<FieldSpec, 'type'>, value: string | number | null): string | null {
  if (value === null || value === '') return null
  if (typeof value === 'number' && field.type === 'usd') return decimalOfCents(value)
  if (typeof value === 'number' && field.type === 'share') return shiftDecimal(String(value), -4)
  return String(value)
}
