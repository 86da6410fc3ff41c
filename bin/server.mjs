// Serves the production build of Next behind our own front.
import { EventEmitter, once } from 'node:events'
import { connect } from 'node:net'
import { createFront } from './front.mjs'
import { Refusal, say } from './step.mjs'

const DEFAULT_PORT = 3000
const TRIES = 50

function isAnswered(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

async function listen(server, host, port) {
  // A stranger on ::1 would be what the browser reaches under the name localhost.
  if (host === '127.0.0.1' && (await isAnswered('::1', port))) return false
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return true
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false
    if (error.code === 'EACCES')
      throw new Refusal(`Port ${port} may not be used by this user. Set PORT to one above 1023.`)
    throw new Refusal(`Cannot listen on ${host}:${port}: ${error.message}. Check HOST and PORT.`)
  }
}

function readPort(env) {
  if (!env.PORT) return DEFAULT_PORT
  const port = Number(env.PORT)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new Refusal(`PORT is "${env.PORT}". It is a whole number from 1 to 65535.`)
}

function readHops(env) {
  const hops = Number(env.SUIVI_TRUSTED_HOPS || 0)
  if (Number.isInteger(hops) && hops >= 0 && hops < 10) return hops
  throw new Refusal(
    `SUIVI_TRUSTED_HOPS is "${env.SUIVI_TRUSTED_HOPS}". It is how many proxies stand before us: 0, 1, 2 …`,
  )
}

async function takePort(server, { host, mode, env }) {
  const asked = readPort(env)
  const last = mode === 'demo' && !env.PORT ? asked + TRIES : asked
  for (let port = asked; port <= last; port += 1) {
    if (!(await listen(server, host, port))) continue
    if (port !== asked) say(`Port ${asked} is taken by another program; using ${port}.`)
    return port
  }
  throw new Refusal(`Port ${asked} is taken by another program. Stop it, or set PORT to a free one.`)
}

/**
 * Takes a port, loads the application and serves it. Waits with the first requests until it is loaded.
 * The environment for the application is completed here, because its address depends on the port.
 */
export async function serve({ root, mode, env, publicUrl: given }) {
  const host = env.HOST || '127.0.0.1'
  const trustedHops = readHops(env)
  let publicUrl = new URL(given || `http://localhost:${readPort(env)}`)
  let ready
  const loaded = new Promise((resolve) => (ready = resolve))
  const front = createFront({
    handler: async (req, res) => (await loaded)(req, res),
    publicUrl: () => publicUrl,
    trustedHops,
  })
  const port = await takePort(front.server, { host, mode, env })
  if (!given) publicUrl = new URL(`http://localhost:${port}`)
  Object.assign(process.env, env, {
    SUIVI_MODE: mode,
    SUIVI_URL: publicUrl.origin,
    NEXTAUTH_URL: publicUrl.origin,
    NEXTAUTH_SECRET: env.SUIVI_SECRET,
    // Serving changes no tables and stays within row security. Empty, not absent: Next would read .env again.
    DATABASE_OWNER_URL: '',
    DATABASE_BACKUP_URL: '',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  const { default: next } = await import('next')
  // Next attaches its WebSocket handler to what it is told is the server: to nothing.
  const app = next({ dir: root, dev: false, hostname: 'localhost', port, httpServer: new EventEmitter() })
  await app.prepare()
  ready(app.getRequestHandler())
  return {
    address: publicUrl.origin,
    stop: async () => {
      await front.drain()
      await app.close()
    },
  }
}
