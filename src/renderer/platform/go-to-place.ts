/** Where the window puts something right: a record in the register, a submission, a section with something open in it. */
import type { Place } from '../../shared/contract/findings.ts'
import type { Navigation } from './navigation.ts'

export function goToPlace(navigation: Navigation, place: Place): void {
  if (place.kind === 'record') navigation.go('register', { type: place.type, id: place.id, ...(place.field === null ? {} : { field: place.field }) })
  else if (place.kind === 'submission') navigation.go('submissions', { batch: place.batch })
  else navigation.go(place.section, place.params)
}
