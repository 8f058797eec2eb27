/** Corrections of figures and the comparison of sources. */
export const corrections = {
  'correction.end.source-caught-up': 'Ended: the source gives the corrected figure',
  'correction.end.newer-taken': 'Ended: a newer figure of the source was taken',
  'correction.end.replaced': 'Ended: another correction took its place',
  'correction.end.withdrawn': 'Withdrawn by a person',
} as const
