import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createFront, isSoundTarget, LIMITS } from '../../bin/front.mjs'
import { findClient } from '../../bin/headers.mjs'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

let stop: (() => Promise<void>) | undefined

afterEach(async () => {
  await stop?.()
  stop = undefined
})

/** Answers what the application was given: headers and number of bytes. */
async function echo(req: IncomingMessage, res: ServerResponse): Promise<void> {
  let bytes = 0
  for await (const chunk of req) bytes += (chunk as Buffer).length
  if (req.url === '/slow') await wait(300)
  res.end(JSON.stringify({ bytes, headers: req.headers }))
}

async function start(options: Partial<Parameters<typeof createFront>[0]> = {}): Promise<number> {
  const front = createFront({ handler: echo, publicUrl: () => new URL('http://localhost:3000'), ...options })
  front.server.listen(0, '127.0.0.1')
  await once(front.server, 'listening')
  stop = front.drain
  return (front.server.address() as AddressInfo).port
}

function ask(port: number, options: RequestOptions, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, agent: false, ...options }, (res) => {
      let text = ''
      res.on('data', (chunk) => (text += chunk))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }))
    })
    req.on('error', reject)
    req.end(body)
  })
}

function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk))
    socket.on('close', () => resolve(answer))
    socket.on('error', () => {})
  })
}

describe('headers', () => {
  it('give every answer its own nonce, the same to the application, and nothing unsafe for scripts', async () => {
    const port = await start()
    const nonces = new Set<string>()
    for (let index = 0; index < 50; index += 1) {
      const { headers, body } = await ask(port, { path: '/' })
      const policy = String(headers['content-security-policy'])
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? ''
      expect(JSON.parse(body).headers).toMatchObject({ 'x-nonce': nonce, 'content-security-policy': policy })
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(policy).toContain(`frame-ancestors 'none'`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(50)
  })

  it('forbid sniffing, framing and caching; demand https only where there is https', async () => {
    const plain = await ask(await start(), { path: '/' })
    expect(plain.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(plain.headers['strict-transport-security']).toBeUndefined()
    await stop?.()
    const secure = await ask(await start({ publicUrl: () => new URL('https://r.example') }), { path: '/' })
    expect(secure.headers['strict-transport-security']).toMatch(/max-age=31536000/)
  })

  it('tell the application only the client that trusted proxies saw', async () => {
    const forged = {
      'x-forwarded-for': '6.6.6.6, 7.7.7.7',
      'x-real-ip': '6.6.6.6',
      'x-middleware-subrequest': 'x',
    }
    const seen = async (trustedHops: number): Promise<Record<string, string>> => {
      const port = await start({ trustedHops })
      const { body } = await ask(port, {
        path: '/',
        headers: { ...forged, 'x-forwarded-host': 'evil.example' },
      })
      await stop?.()
      return JSON.parse(body).headers
    }
    const direct = await seen(0)
    expect(direct).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost:3000' })
    expect(direct).not.toHaveProperty('x-real-ip')
    expect(direct).not.toHaveProperty('x-middleware-subrequest')
    expect(await seen(1)).toMatchObject({ 'x-forwarded-for': '7.7.7.7' })
    expect(await seen(2)).toMatchObject({ 'x-forwarded-for': '6.6.6.6' })
    expect(findClient(undefined, '10.0.0.1', 3)).toBe('10.0.0.1')
  })
})

describe('caps', () => {
  const post = { path: '/api/v1/studies/live/entries', method: 'POST' }
  const imports = { path: '/api/v1/studies/live/imports', method: 'POST' }

  it('pass a body of the greatest size whole, and refuse one byte more', async () => {
    const port = await start()
    for (const [options, limit] of [
      [post, LIMITS.body],
      [imports, LIMITS.importBody],
    ] as const) {
      const whole = await ask(port, options, Buffer.alloc(limit))
      expect([whole.status, JSON.parse(whole.body).bytes]).toEqual([200, limit])
      const more = await ask(port, options, Buffer.alloc(limit + 1))
      expect(more.status).toBe(413)
      expect(more.headers['content-type']).toBe('application/problem+json')
      expect(JSON.parse(more.body)).toMatchObject({ status: 413, code: 'too_large' })
    }
  })

  it('count bytes where no length is announced', async () => {
    const port = await start()
    const chunked = { ...post, headers: { 'transfer-encoding': 'chunked' } }
    expect((await ask(port, chunked, Buffer.alloc(LIMITS.body))).status).toBe(200)
    expect((await ask(port, chunked, Buffer.alloc(LIMITS.body + 1))).status).toBe(413)
  })

  it('never show the application a body that was cut short', async () => {
    let called = 0
    const port = await start({ handler: () => (called += 1) })
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nshort')
    await wait(50)
    socket.destroy()
    await wait(100)
    expect(called).toBe(0)
  })

  it('refuse headers that are too large and requests that are too slow', async () => {
    const port = await start({ limits: { headerTime: 300, requestTime: 600 } })
    expect((await ask(port, { path: '/', headers: { 'x-big': 'a'.repeat(LIMITS.header) } })).status).toBe(431)
    expect(await askRaw(port, 'GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1.1 408/)
    expect(await askRaw(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n')).toMatch(
      /^HTTP\/1.1 408/,
    )
  })

  it('refuse bad escapes, strange targets, other methods and upgrades', async () => {
    const port = await start()
    expect(['/%', '/a%zz', '/%c3%28', '/a%00', 'http://evil/', '*', '/\\evil'].filter(isSoundTarget)).toEqual(
      [],
    )
    expect(['/', '/a%20b?q=%E4%BC%A4', '/?a=b%26c'].every(isSoundTarget)).toBe(true)
    const bad = await ask(port, { path: '/a%zz' })
    expect([bad.status, JSON.parse(bad.body).code]).toEqual([400, 'malformed'])
    expect((await ask(port, { path: '/', method: 'TRACE' })).status).toBe(405)
    expect(
      await askRaw(port, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    ).toBe('')
  })
})

describe('drain', () => {
  it('finishes what is under way, refuses what is new and then ends', async () => {
    const port = await start()
    const slow = ask(port, { path: '/slow' })
    await wait(50)
    const drained = stop?.()
    await wait(20)
    await expect(ask(port, { path: '/' })).rejects.toThrow(/ECONNREFUSED/)
    expect((await slow).status).toBe(200)
    await drained
  })

  it('ends connections that bring one request after the other', async () => {
    const port = await start()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const first = ask(port, { path: '/slow', agent })
    await wait(50)
    const drained = stop?.()
    const { status, headers } = await first
    expect({ status, connection: headers.connection }).toEqual({ status: 200, connection: 'close' })
    await expect(ask(port, { path: '/', agent })).rejects.toThrow(/ECONNREFUSED/)
    await drained
  })

  it('does not wait for ever', async () => {
    const port = await start({ handler: () => undefined, limits: { drainTime: 200 } })
    const lost = ask(port, { path: '/' }).catch((error: Error) => error.message)
    await wait(50)
    await stop?.()
    expect(await lost).toMatch(/socket hang up/)
  })
})
