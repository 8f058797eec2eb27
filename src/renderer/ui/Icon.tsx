/** The application's own icons: 16 x 16, one stroke, drawn for this size. */
const paths = {
  overview: 'M2.5 13.5v-6M6.2 13.5v-11M9.9 13.5v-8M13.5 13.5v-4',
  submissions: 'M8 2v7.5M5 6.5l3 3 3-3M2.5 10.5v3h11v-3',
  projects: 'M2.5 4.5h4l1.2 1.5h5.8v7h-11zM2.5 4.5v-1.5h4',
  matrices: 'M2.5 2.5h11v11h-11zM2.5 6h11M6 2.5v11M9.8 6v7.5M2.5 9.8h11',
  annexes: 'M4 1.8h5.5L12.5 5v9.2H4zM9.5 1.8V5h3M6 8h4.5M6 10.8h4.5',
  reference: 'M3 2.8h4a1.5 1.5 0 0 1 1 .6 1.5 1.5 0 0 1 1-.6h4v9.6H9a1.5 1.5 0 0 0-1 .8 1.5 1.5 0 0 0-1-.8H3zM8 3.4v9.8',
  activity: 'M8 2.2a5.8 5.8 0 1 1-5.2 3.2M2.5 2.5v3h3M8 5v3.2l2.2 1.3',
  offices: 'M2.5 13.5h11M4 13.5V4.5l4-2 4 2v9M6.5 7h.2M9.4 7h.2M6.5 10h.2M9.4 10h.2',
  recipes: 'M3 2.5h10v11H3zM5.2 5.8l.8.8 1.4-1.5M9 6h2M5.2 9.8l.8.8 1.4-1.5M9 10h2',
  reconciliation: 'M8 2.5v11M3 4.8h10M3 4.8l-1.5 4h3zM13 4.8l-1.5 4h3zM5.5 13.5h5',
  findings: 'M2.5 4h2v2h-2zM2.5 10h2v2h-2zM7 5h6.5M7 11h4M11.5 12.2l1 1 1.8-2',
  corrections: 'M3 13l.7-2.8 7-7 2.1 2.1-7 7zM9.4 4.5l2.1 2.1M9 13.2h4.5',
  up: 'M3.5 10L8 5.5l4.5 4.5',
  grip: 'M6 4v.2M10 4v.2M6 8v.2M10 8v.2M6 12v.2M10 12v.2',
  play: 'M5 3l7.5 5L5 13z',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3',
  clock: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.8V8l2.2 1.4',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.3 10.3l3.2 3.2',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  info: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 7.3v3.6M8 5v.2',
  warning: 'M8 2.2l6.3 11.3H1.7zM8 6.6v3.2M8 11.6v.2',
  error: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5l-3 3 3 3',
  chevron: 'M6 3.5L10.5 8 6 12.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  plus: 'M8 3v10M3 8h10',
  open: 'M2.5 12.8v-9h3.8l1.2 1.5h5v1.8M2.5 12.8l1.8-5.7h9.9l-1.8 5.7z',
  file: 'M4 1.8h5.5L12.5 5v9.2H4zM9.5 1.8V5h3',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  system: 'M2 3h12v8H2zM5.5 13.8h5M8 11v2.8',
  language: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M1.8 8h12.4M8 1.8c2.2 1.8 3 4 3 6.2s-.8 4.4-3 6.2c-2.2-1.8-3-4-3-6.2s.8-4.4 3-6.2',
  person: 'M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M2.8 13.8c.4-2.8 2.4-4.3 5.2-4.3s4.8 1.5 5.2 4.3',
  lock: 'M3.5 7h9v6.8h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  save: 'M2.8 2.8h8.4l2 2v8.4H2.8zM5 2.8v3.7h5V2.8M5 13.2V9.5h6v3.7',
  workspace: 'M2.5 4.2c0-1 2.5-1.7 5.5-1.7s5.5.7 5.5 1.7-2.5 1.7-5.5 1.7-5.5-.7-5.5-1.7M2.5 4.2v7.6c0 1 2.5 1.7 5.5 1.7s5.5-.7 5.5-1.7V4.2M2.5 8c0 1 2.5 1.7 5.5 1.7s5.5-.7 5.5-1.7',
  sparkle: 'M8 2.5l1.4 3.9 3.9 1.4-3.9 1.4L8 13.1l-1.4-3.9-3.9-1.4 3.9-1.4z',
  settings: 'M2.5 4.5h6M12 4.5h1.5M10.2 3v3M2.5 11.5H4M7.5 11.5h6M5.8 10v3',
  filter: 'M2.5 3.5h11L9.3 8.5v4.3l-2.6-1.3v-3z',
  trace: 'M3.5 2.5h4v3.5h-4zM8.5 10h4v3.5h-4zM5.5 6v5.8h3',
} as const

export type IconName = keyof typeof paths
/** Icons that point somewhere and turn round where text runs from right to left. */
const directional: ReadonlySet<IconName> = new Set<IconName>(['chevron', 'back', 'undo', 'open'])

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false" data-mirror={directional.has(name) ? '' : undefined}>
      <path d={paths[name]} />
    </svg>
  )
}
