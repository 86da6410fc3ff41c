// The HTTP server in front of Next: caps, headers and an end without lost answers.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { BodyRefused, hasBody, readBody, replayRequest } from './body.mjs'
import { dressRequest, dressResponse } from './headers.mjs'

export const LIMITS = {
  body: 256 * 1024,
  importBody: 5 * 1024 * 1024,
  header: 16 * 1024,
  headerTime: 10_000,
  requestTime: 60_000,
  idleTime: 120_000,
  drainTime: 25_000,
}

const LINGER = 1_000
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const IMPORT = /^\/api\/v1\/studies\/[^/]+\/imports(\/|$)/

const PROBLEMS = {
  400: ['malformed', 'The request is malformed.'],
  405: ['method_not_allowed', 'This method is not allowed.'],
  413: ['too_large', 'The request is too large.'],
  500: ['unavailable', 'Something went wrong.'],
}

function refuse(req, res, status) {
  const [code, title] = PROBLEMS[status]
  const body = Buffer.from(JSON.stringify({ type: 'about:blank', status, code, title }))
  res.writeHead(status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': body.length,
    Connection: 'close',
  })
  res.write(body)
  // Closing while the client still sends would destroy the answer before it is read: listen on for a moment.
  const end = () => res.end()
  req.once('end', end).once('close', end).resume()
  setTimeout(end, LINGER).unref()
}

/** True for a target the application may see: a path of valid escapes without NUL. */
export function isSoundTarget(target) {
  if (!target.startsWith('/') || target.includes('\\')) return false
  try {
    return !decodeURIComponent(target).includes('\0')
  } catch {
    return false
  }
}

async function handleRequest(req, res, { handler, publicUrl, trustedHops, limits }) {
  const nonce = randomBytes(16).toString('base64')
  const path = req.url.split('?', 1)[0]
  dressResponse(res, { nonce, publicUrl, path })
  if (!METHODS.includes(req.method)) return refuse(req, res, 405)
  if (!isSoundTarget(req.url)) return refuse(req, res, 400)
  dressRequest(req, { nonce, publicUrl, trustedHops })
  if (!hasBody(req)) return handler(req, res)
  const body = await readBody(req, IMPORT.test(path) ? limits.importBody : limits.body)
  return handler(replayRequest(req, body), res)
}

/**
 * A server that hands sound requests to `handler`. `publicUrl` is asked at each request, as it may follow the port.
 * `drain` refuses new requests and waits for those under way.
 */
export function createFront({ handler, publicUrl, trustedHops = 0, limits: given = {} }) {
  const limits = { ...LIMITS, ...given }
  const options = {
    maxHeaderSize: limits.header,
    headersTimeout: limits.headerTime,
    requestTimeout: limits.requestTime,
    connectionsCheckingInterval: 2_000,
    keepAliveTimeout: 75_000,
  }
  const open = new Set()
  let draining = false
  const server = createServer(options, async (req, res) => {
    open.add(res)
    res.once('close', () => open.delete(res))
    if (draining) res.shouldKeepAlive = false
    try {
      await handleRequest(req, res, { handler, publicUrl: publicUrl(), trustedHops, limits })
    } catch (error) {
      if (!(error instanceof BodyRefused))
        process.stderr.write(`request failed: ${error.code ?? error.name}\n`)
      if (res.headersSent) res.destroy()
      else refuse(req, res, error instanceof BodyRefused ? error.status : 500)
    }
  })
  server.setTimeout(limits.idleTime)
  server.on('upgrade', (_req, socket) => socket.destroy())

  const drain = async () => {
    let closed = false
    // A connection that stays open brings the next request: each ends with its answer.
    draining = true
    for (const res of open) res.shouldKeepAlive = false
    server.close(() => (closed = true))
    const deadline = Date.now() + limits.drainTime
    while (!closed && Date.now() < deadline) {
      server.closeIdleConnections()
      await wait(50)
    }
    server.closeAllConnections()
  }
  return { server, drain }
}
