// One signed-in person, as a browser would be: next-auth's own endpoints, a cookie, Origin, Idempotency-Key.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

const PATIENCE = 30_000

/** One HTTP exchange. Throws when no whole answer arrived: then nobody knows whether it was saved. */
function exchange(port, { method, path, headers, body, agent }) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent, timeout: PATIENCE })
    sent.once('error', reject)
    sent.once('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.once('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk))
      answer.once('error', reject)
      answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
    })
    sent.end(body)
  })
}

function readCookies(jar, headers) {
  for (const line of headers['set-cookie'] ?? []) {
    const [pair] = line.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

/** Signs in and answers with `call`, which sends one request under its own key or one given. */
export async function signIn(port, username, password) {
  const origin = `http://localhost:${port}`
  const jar = new Map()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  const csrf = await exchange(port, { method: 'GET', path: '/api/auth/csrf', headers: {}, agent })
  readCookies(jar, csrf.headers)
  const form = new URLSearchParams({
    csrfToken: JSON.parse(csrf.text).csrfToken,
    username,
    password,
    json: 'true',
    callbackUrl: origin,
  }).toString()
  const answer = await exchange(port, {
    method: 'POST',
    path: '/api/auth/callback/credentials',
    headers: {
      Origin: origin,
      Cookie: cookie(),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(form),
    },
    body: form,
    agent,
  })
  readCookies(jar, answer.headers)
  if (!jar.has('suivi')) throw new Error(`${username} could not sign in: ${answer.status} ${answer.text}`)

  /** `{ status, body }` of a verb of /api/v1. */
  const call = async (method, path, input, { key = randomUUID() } = {}) => {
    const body = input === undefined ? undefined : JSON.stringify(input)
    const write = body && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const headers = { Origin: origin, Cookie: cookie(), 'Idempotency-Key': key, ...write }
    const { status, text } = await exchange(port, {
      method,
      path: `/api/v1${path}`,
      headers,
      body,
      agent,
    })
    return { status, body: text === '' ? null : JSON.parse(text) }
  }
  return { username, call, close: () => agent.destroy() }
}
