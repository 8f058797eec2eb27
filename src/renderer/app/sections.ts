/** The sections that are built, in the order of the navigation. A section is loaded when it is first opened. */
import { lazy, type ComponentType } from 'react'
import type { MessageKey } from '../../shared/messages/en/index.ts'
import type { IconName } from '../ui/Icon.tsx'

interface Section {
  /** Name of its route. */
  readonly id: string
  readonly label: MessageKey
  readonly icon: IconName
  readonly component: ComponentType
}

export const sections: readonly Section[] = [
  { id: 'overview', label: 'section.overview', icon: 'overview', component: lazy(async () => ({ default: (await import('../features/overview/OverviewSection.tsx')).OverviewSection })) },
  { id: 'findings', label: 'findings.title', icon: 'findings', component: lazy(async () => ({ default: (await import('../features/findings/FindingsSection.tsx')).FindingsSection })) },
  { id: 'submissions', label: 'section.submissions', icon: 'submissions', component: lazy(async () => ({ default: (await import('../features/submissions/SubmissionsSection.tsx')).SubmissionsSection })) },
  { id: 'offices', label: 'section.offices', icon: 'offices', component: lazy(async () => ({ default: (await import('../features/offices/OfficesSection.tsx')).OfficesSection })) },
  { id: 'recipes', label: 'section.recipes', icon: 'recipes', component: lazy(async () => ({ default: (await import('../features/recipes/RecipesSection.tsx')).RecipesSection })) },
  { id: 'reconciliation', label: 'section.reconciliation', icon: 'reconciliation', component: lazy(async () => ({ default: (await import('../features/reconciliation/ReconciliationSection.tsx')).ReconciliationSection })) },
  { id: 'corrections', label: 'section.corrections', icon: 'corrections', component: lazy(async () => ({ default: (await import('../features/corrections/CorrectionsSection.tsx')).CorrectionsSection })) },
  { id: 'projects', label: 'section.projects', icon: 'projects', component: lazy(async () => ({ default: (await import('../features/projects/ProjectsSection.tsx')).ProjectsSection })) },
  { id: 'matrices', label: 'section.matrices', icon: 'matrices', component: lazy(async () => ({ default: (await import('../features/matrices/MatricesSection.tsx')).MatricesSection })) },
  { id: 'annexes', label: 'section.annexes', icon: 'annexes', component: lazy(async () => ({ default: (await import('../features/annexes/AnnexesSection.tsx')).AnnexesSection })) },
  { id: 'reference', label: 'section.reference', icon: 'reference', component: lazy(async () => ({ default: (await import('../features/reference/ReferenceSection.tsx')).ReferenceSection })) },
  { id: 'activity', label: 'section.activity', icon: 'activity', component: lazy(async () => ({ default: (await import('../features/activity/ActivitySection.tsx')).ActivitySection })) },
]
