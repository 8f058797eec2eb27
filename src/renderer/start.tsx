/** Connects the page to its host and shows the application. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { NoSession } from './app/NoSession.tsx'
import { connectPlatform } from './platform/connect.ts'
import { createNavigation } from './platform/navigation.ts'
import './ui/tokens.css'
import './ui/ui.css'
import './app/app.css'

export async function start(element: HTMLElement): Promise<void> {
  // A file that misses its drop zone must not replace the page.
  for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, (event) => event.preventDefault())
  const platform = await connectPlatform().catch(() => null)
  createRoot(element).render(<StrictMode>{platform ? <App platform={platform} navigation={createNavigation(window, 'overview')} /> : <NoSession />}</StrictMode>)
}
