import type { PartnerMatch, ValueMatch } from '../../../../shared/domain/submission.ts'

/** Is a name matched beyond doubt, by itself or by a person? A guess counts for nothing before it is confirmed. */
export const isCertainMatch = ({ status }: Pick<PartnerMatch, 'status'> | Pick<ValueMatch, 'status'>): boolean => status === 'exact' || status === 'alias' || status === 'confirmed'
