import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

interface Props { readonly title: string; readonly text: string; readonly again: string; readonly children: ReactNode }

/** A section that fails while drawing leaves the rest of the window in use. */
export class SectionBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false }
  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }
  override render(): ReactNode {
    const { title, text, again, children } = this.props
    if (!this.state.isBroken) return children
    return <EmptyState icon="error" title={title} actions={<Button onClick={() => this.setState({ isBroken: false })}>{again}</Button>}>{text}</EmptyState>
  }
}
