import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger'

interface BadgeProps { readonly tone?: Tone; readonly icon?: IconName; readonly title?: string; readonly children: ReactNode }

/** A short state in words; the colour only repeats it. */
export function Badge({ tone = 'neutral', icon, title, children }: BadgeProps) {
  return <span className="badge" data-tone={tone} title={title}>{icon ? <Icon name={icon} /> : null}{children}</span>
}
