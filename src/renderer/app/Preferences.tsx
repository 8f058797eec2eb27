import type { Settings } from '../../shared/contract/app.ts'
import { locales } from '../../shared/messages/locales.ts'
import { useSession } from '../platform/session.tsx'
import { IconButton } from '../ui/Button.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useText } from '../ui/text.tsx'
import { useToast } from '../ui/Toast.tsx'

const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]
const themeIcons: Record<Settings['theme'], IconName> = { system: 'system', light: 'sun', dark: 'moon' }
const nextTheme = (theme: Settings['theme']): Settings['theme'] => themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'

/** Language and theme, at the end of the top bar. */
export function Preferences() {
  const { t, error } = useText()
  const { settings, saveSettings } = useSession()
  const show = useToast()
  const save = (change: Partial<Settings>) => void saveSettings(change).then((problem) => (problem ? show({ tone: 'warning', text: error(problem) }) : undefined))
  return (
    <div className="preferences">
      <select className="input language" aria-label={t('shell.language')} value={settings.locale} onChange={(event) => {
        const locale = locales.find((known) => known === event.target.value)
        if (locale) save({ locale })
      }}>
        {locales.map((locale) => <option key={locale} value={locale} lang={locale}>{t(`shell.language.${locale}`)}</option>)}
      </select>
      <IconButton icon={themeIcons[settings.theme]} label={t('shell.theme.now', { theme: t(`shell.theme.${settings.theme}`) })} onClick={() => save({ theme: nextTheme(settings.theme) })} />
    </div>
  )
}
