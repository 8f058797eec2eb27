/** Files between the page and the vault: an upload becomes a token, a token becomes a download. */
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { fileNameHeader, filesPath, maxUploadBytes } from '../../../shared/rpc/browser-host.ts'
import { appError, AppFailure, type AppError } from '../../../shared/result.ts'
import type { LocalFileVault } from '../../core/files/file-vault.ts'

export interface FileRoutes {
  upload(request: IncomingMessage, response: ServerResponse): Promise<void>
  download(path: string, response: ServerResponse): Promise<void>
}

export function createFileRoutes(files: LocalFileVault, limitBytes: number = maxUploadBytes): FileRoutes {
  return {
    upload: async (request, response) => {
      const name = fileName(request.headers[fileNameHeader])
      if (name === null) return sendJson(response, 400, appError('invalid-input', 'error.bad-request', { detail: fileNameHeader }))
      try {
        // Declared too large: refused before a byte is read.
        if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw new AppFailure(tooLarge(limitBytes))
        sendJson(response, 200, await files.receive(name, request, limitBytes))
      } catch (error) {
        if (!(error instanceof AppFailure)) throw error
        // What is still to come is not wanted.
        response.setHeader('connection', 'close')
        sendJson(response, error.error.reason === 'error.upload-too-large' ? 413 : 507, error.error)
      }
    },
    download: async (path, response) => {
      const token = path.slice(filesPath.length + 1)
      const file = await files.resolve(token).catch((error: unknown) => (error instanceof AppFailure ? error.error : Promise.reject(error)))
      if ('code' in file) return sendJson(response, 404, file)
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': file.size,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      })
      await pipeline(createReadStream(file.path), response)
    },
  }
}

const tooLarge = (limitBytes: number): AppError => appError('invalid-input', 'error.upload-too-large', { limit: Math.floor(limitBytes / 1024 / 1024) })

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

function fileName(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string' || header === '' || header.length > 3000) return null
  try {
    return decodeURIComponent(header)
  } catch {
    return null
  }
}
