/** Entry of the parser's own process: foreign files are opened here and nowhere else, so that what they break is only this. */
import { connectParent } from './parent-port.ts'
import { serveParser } from './parser-server.ts'
import { createRowPipeline } from './pipeline.ts'

serveParser(connectParent(), createRowPipeline)
