/**
 * What a workbook that goes to an office carries, so that it is known when it comes back: a marker with the id of the record of what was sent,
 * questions that bear a reference each, and hidden tags that name the columns of the answers in no language.
 */

export const sentPurposes = ['return', 'round'] as const
export type SentPurpose = (typeof sentPurposes)[number]

/** `RMMS-RETURN-<uuid>`, `RMMS-ROUND-<uuid>`; the uuid is the natural key of `sent_workbook`. */
export const markerText = (purpose: SentPurpose, uuid: string): string => `RMMS-${purpose.toUpperCase()}-${uuid}`

const marker = /RMMS-(RETURN|ROUND)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])/i
/** Something that was meant to be a marker. */
const markerStart = /RMMS-(?:RETURN|ROUND)-/i

export interface Marker {
  readonly purpose: SentPurpose
  readonly uuid: string
}

/** The marker in a text; `damaged` where one begins and does not go on as one does. */
export function findMarker(text: string): Marker | 'damaged' | null {
  const [, purpose, uuid] = marker.exec(text) ?? []
  if (purpose === undefined || uuid === undefined) return markerStart.test(text) ? 'damaged' : null
  return { purpose: purpose.toUpperCase() === 'ROUND' ? 'round' : 'return', uuid: uuid.toLowerCase() }
}

/** Tags of the hidden row above the list of questions. */
export const referenceTag = 'rmms:reference'
export const answerTag = 'rmms:answer'
/** Where the answer stands from the reference, in a sheet whose tags were deleted. */
export const answerOffset: Readonly<Record<SentPurpose, number>> = { return: 4, round: -1 }

/** What a question is called in a workbook: the last twelve digits of its uuid, which no two share. */
export const questionReference = (uuid: string): string => `Q-${uuid.slice(-12).toUpperCase()}`
const reference = /^(?:Q-|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-)([0-9A-F]{12})$/i
/** Of the short form and of a whole uuid. */
export const parseReference = (text: string): string | null => {
  const found = reference.exec(text.trim())?.[1]
  return found === undefined ? null : `Q-${found.toUpperCase()}`
}
/** SQL of the reference of a question `q`. */
export const referenceSql = (alias: string): string => `'Q-' || upper(substr(${alias}.uuid, -12))`
