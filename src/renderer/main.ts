/** Entry of the page. The rest is loaded after zod is told that it may not compile code here (Content-Security-Policy): its schemas look once, when they are made. */
import { z } from 'zod'

z.config({ jitless: true })

const element = document.getElementById('root')
if (!element) throw new Error('The page has no #root')
const { start } = await import('./start.tsx')
await start(element)
