import { EmptyState } from '../ui/EmptyState.tsx'
import { createText } from '../ui/text.tsx'
import { locales } from '../../shared/messages/locales.ts'

/** The page without a host behind it: its settings cannot be asked, so it speaks the browser's language. */
export function NoSession() {
  const { t } = createText(locales.find((locale) => navigator.language.startsWith(locale)) ?? 'en')
  return <main className="full"><EmptyState icon="lock" title={t('shell.no-session.title')}>{t('shell.no-session.text')}</EmptyState></main>
}
