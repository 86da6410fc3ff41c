// The body is read and measured before anybody parses it: a route is given all of it or nothing.
import { IncomingMessage } from 'node:http'

export class BodyRefused extends Error {
  constructor(status) {
    super(`body refused: ${status}`)
    this.status = status
  }
}

export function hasBody(req) {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
}

/** Collects the body, refusing it at once when it is, or says it will be, larger than `limit`. */
export function readBody(req, limit) {
  return new Promise((resolve, reject) => {
    const announced = req.headers['content-length']
    if (announced !== undefined && Number(announced) > limit) return reject(new BodyRefused(413))
    const chunks = []
    let size = 0
    req.on('data', (chunk) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else reject(new BodyRefused(413))
    })
    req.on('end', () => {
      if (announced !== undefined && size !== Number(announced)) reject(new BodyRefused(400))
      else resolve(Buffer.concat(chunks))
    })
    req.on('aborted', () => reject(new BodyRefused(400)))
    req.on('error', () => reject(new BodyRefused(400)))
  })
}

/** The same request with its body waiting to be read. */
export function replayRequest(req, body) {
  const copy = new IncomingMessage(req.socket)
  copy.httpVersion = req.httpVersion
  copy.httpVersionMajor = req.httpVersionMajor
  copy.httpVersionMinor = req.httpVersionMinor
  copy.method = req.method
  copy.url = req.url
  copy.rawHeaders = req.rawHeaders
  copy.headers = { ...req.headers, 'content-length': String(body.length) }
  delete copy.headers['transfer-encoding']
  copy.push(body)
  copy.push(null)
  copy.complete = true
  return copy
}
