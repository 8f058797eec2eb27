/** Corrections of figures and the comparison of sources. */
export const corrections = {
  'correction.end.source-caught-up': 'Ended: the source gives the corrected figure',
  'correction.end.newer-taken': 'Ended: a newer figure of the source was taken',
  'correction.end.replaced': 'Ended: another correction took its place',
  'correction.end.withdrawn': 'Withdrawn by a person',
  'correction.channel.telephone': 'by telephone',
  'correction.channel.message': 'by message',
  'correction.channel.meeting': 'in a meeting',
  'correction.channel.letter': 'by letter',
  'correction.channel.returned-file': 'in a returned file',
  'correction.channel.edited-cell': 'in a cell edited before the commit',
  'correction.channel.other': 'otherwise',
  'correction.trace': 'Correction',
  'correction.trace.text': '{person} gave this figure {channel} on {date}; the source says {source}.',
} as const
