/** Entry of the page: connects to its host, then shows the application. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/App.tsx'
import { NoSession } from './app/NoSession.tsx'
import { createNavigation } from './platform/navigation.ts'
import { connectPlatform } from './platform/connect.ts'
import './ui/tokens.css'
import './ui/ui.css'
import './app/app.css'

// The page may not compile code at run time (Content-Security-Policy).
z.config({ jitless: true })

const element = document.getElementById('root')
if (!element) throw new Error('The page has no #root')
const root = createRoot(element)
// A file that misses its drop zone must not replace the page.
for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, (event) => event.preventDefault())

const platform = await connectPlatform().catch(() => null)
root.render(<StrictMode>{platform ? <App platform={platform} navigation={createNavigation(window, 'overview')} /> : <NoSession />}</StrictMode>)
