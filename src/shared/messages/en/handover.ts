/** Handing a workspace over, and copies that moved on. */
export const handover = {
  'handover.title': 'Hand over',
} as const
