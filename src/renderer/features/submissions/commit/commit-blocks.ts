import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { Text } from '../../../ui/text.tsx'

/** Why a staged file cannot be committed as it is, in words; empty where it can. */
export function commitBlocks({ t, of }: Text, report: BatchReport): string[] {
  if (!report.isCommittable) return [t('import.why.not-committable')]
  return [
    ...(report.unchecked > 0 ? [t('commit.block.unchecked', { count: report.unchecked })] : []),
    ...report.fileProblems.filter(({ severity }) => severity === 'error').map(({ code, params }) => of(code, params)),
  ]
}
