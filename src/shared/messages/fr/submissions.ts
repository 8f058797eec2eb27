import type { submissions as en } from '../en/submissions.ts'

export const submissions: Record<keyof typeof en, string> = {}
