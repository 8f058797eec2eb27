import type { ReactNode } from 'react'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** The content takes exactly the remaining height (a grid) instead of scrolling as a whole. */
  readonly fill?: boolean
  readonly children: ReactNode
}

/** Frame of a section: heading, one sentence on what it is for, actions, content. */
export function Page({ title, lead, actions, fill = false, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-heading"><h1>{title}</h1>{lead ? <p className="page-lead" title={typeof lead === 'string' ? lead : undefined}>{lead}</p> : null}</div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      <div className="page-body" data-fill={fill ? '' : undefined}>{children}</div>
    </div>
  )
}

/** A titled surface within a page. */
export function Card({ title, actions, children }: { readonly title: string; readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head"><h2>{title}</h2>{actions}</div>
      <div className="card-body">{children}</div>
    </section>
  )
}
