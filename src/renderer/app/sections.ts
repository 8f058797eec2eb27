/** The sections that are built, in the order of the navigation. A section is loaded when it is first opened. */
import type { ComponentType } from 'react'
import type { MessageKey } from '../../shared/messages/en/index.ts'
import type { IconName } from '../ui/Icon.tsx'

export interface Section {
  /** Name of its route. */
  readonly id: string
  readonly label: MessageKey
  readonly icon: IconName
  readonly component: ComponentType
}

export const sections: readonly Section[] = []
