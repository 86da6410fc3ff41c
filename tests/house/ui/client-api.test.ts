import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { createDownloader, createSender, readApi, type Sender } from '@/components/ui/client-api'

interface Seen {
  readonly key: string
  readonly body: string
}

type Answer = (response: ServerResponse) => void

const closers: (() => void)[] = []
const realFetch = globalThis.fetch
afterEach(() => {
  globalThis.fetch = realFetch
  for (const close of closers.splice(0)) close()
})

// A real server; only the page's own address is put before the path, as a browser does.
async function serve(...answers: readonly Answer[]): Promise<{ send: Sender; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request: IncomingMessage, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const answer = answers[seen.length]
      seen.push({ key: String(request.headers['idempotency-key']), body })
      answer?.(response)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  closers.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  globalThis.fetch = (path, init) => realFetch(`http://127.0.0.1:${port}${String(path)}`, init)
  return { send: createSender(), seen }
}

const cut: Answer = (response) => response.destroy()
const saved: Answer = (response) =>
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"7"}')
const html: Answer = (response) =>
  response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
const refused: Answer = (response) =>
  response.writeHead(422, { 'content-type': 'application/problem+json' }).end(
    JSON.stringify({
      code: 'invalid',
      title: 'Not saved',
      fields: [{ field: 'age', code: 'too_big', params: { max: 120 }, message: 'At most 120' }],
      extra: { version: 4 },
    }),
  )

const request = { method: 'POST', path: '/studies/live/patients', body: { age: 72 } } as const

it('keeps the key of a save whose answer was lost, and takes a new one after it is known', async () => {
  const { send, seen } = await serve(cut, html, saved, saved)
  const lost = await send(request)
  expect(lost).toMatchObject({ ok: false, problem: { code: 'not_saved', status: 0, body: { age: 72 } } })
  expect(await send(request)).toMatchObject({ ok: false, problem: { code: 'not_saved', status: 502 } })
  expect(await send(request)).toEqual({ ok: true, status: 201, data: { id: '7' } })
  await send(request)
  const keys = seen.map(({ key }) => key)
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
  expect(keys[3]).not.toBe(keys[0])
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
})

it('takes a new key when what is sent has changed', async () => {
  const { send, seen } = await serve(cut, saved)
  await send(request)
  await send({ ...request, body: { age: 73 } })
  expect(seen[0]?.key).not.toBe(seen[1]?.key)
})

it('hands on the fields a server refuses, with what was sent', async () => {
  const { send } = await serve(refused)
  expect(await send(request)).toMatchObject({
    ok: false,
    problem: {
      code: 'invalid',
      status: 422,
      title: 'Not saved',
      fields: [{ field: 'age', code: 'too_big', params: { max: 120 }, message: 'At most 120' }],
      extra: { version: 4 },
      body: { age: 72 },
    },
  })
})

it('makes keys where the browser has no randomUUID (plain http)', async () => {
  const own = crypto.randomUUID
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
  closers.push(() => Object.defineProperty(crypto, 'randomUUID', { value: own, configurable: true }))
  const { send, seen } = await serve(saved)
  await send(request)
  expect(seen[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('reads, and takes an empty answer for null', async () => {
  await serve((response) => response.writeHead(204).end())
  expect(await readApi('/me')).toEqual({ ok: true, status: 204, data: null })
})

it('takes a file byte for byte with what the server says of it, and a refusal as a refusal', async () => {
  const bytes = Buffer.from('\uFEFFa,b\r\n1,2\r\n')
  const file: Answer = (response) =>
    response
      .writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="live-long-data.csv"',
        'x-extract-rows': '1',
      })
      .end(bytes)
  const { seen } = await serve(html, file, refused)
  const download = createDownloader()
  expect(await download(request)).toMatchObject({ ok: false, problem: { code: 'not_saved', status: 502 } })
  const taken = await download(request)
  if (!taken.ok) throw new Error(taken.problem.code)
  expect(Buffer.from(await taken.data.blob.arrayBuffer())).toEqual(bytes)
  expect(taken.data).toMatchObject({ name: 'live-long-data.csv' })
  expect(taken.data.headers.get('x-extract-rows')).toBe('1')
  expect(seen[0]?.key).toBe(seen[1]?.key)
  expect(await download(request)).toMatchObject({
    ok: false,
    problem: { code: 'invalid', fields: [{ field: 'age' }] },
  })
})
