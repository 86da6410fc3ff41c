import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { encode } from 'next-auth/jwt'
import { NextRequest } from 'next/server'
import { vi } from 'vitest'
import type { Contract } from '@/lib/contracts/contract'
import type { Door } from '@/lib/door'
import { signIn } from '@/lib/records/people/sign-in'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'

/*
 * The route handlers of app/api/v1, called in this process. Next's request scope is the one thing that is not
 * there: its cookies come from the request at hand.
 */

const ROOT = join(import.meta.dirname, '..', '..', 'app', 'api', 'v1')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
export const ORIGIN = 'http://localhost:3000'

const requests = new AsyncLocalStorage<NextRequest>()
vi.doMock('next/headers', () => ({
  cookies: async () => requests.getStore()?.cookies ?? new Map(),
}))

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>

export interface Route {
  /** As the folder spells it: "/studies/[study]/visits/[id]". */
  readonly path: string
  readonly method: string
  readonly handler: Handler
  /** Absent when the export is no door. */
  readonly contract: Contract | undefined
}

/** Every method that a route file under app/api/v1 exports. */
export async function loadRoutes(): Promise<Route[]> {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /route\.tsx?$/.test(file),
  )
  const routes: Route[] = []
  for (const file of files.sort()) {
    const exported = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<
      string,
      Handler & Partial<Door>
    >
    const path = `/${file.split(/[\\/]/).slice(0, -1).join('/')}`
    for (const method of METHODS) {
      const handler = exported[method]
      if (handler) routes.push({ path, method, handler, contract: handler.contract })
    }
  }
  return routes
}

/** A signed-in person's cookie, made as next-auth makes it. */
export async function makeCookie(username: string, password = DEMO_PASSWORD): Promise<string> {
  const { token } = await signIn(username, password, `door ${username}`)
  return `suivi=${await encode({ token: { token }, secret: process.env.SUIVI_SECRET ?? '' })}`
}

export interface Asking {
  readonly cookie?: string | null
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as it stands. */
  readonly body?: unknown
  /** Beside those a page of ours sends; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>
}

export async function ask(route: Route, asking: Asking = {}): Promise<Response> {
  const { params = {}, query = {}, body, cookie } = asking
  const path = route.path.replace(/\[(\w+)\]/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const url = new URL(`/api/v1${path}`, ORIGIN)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const headers = new Headers()
  const sent: Record<string, string | null> = {
    origin: ORIGIN,
    'idempotency-key': randomUUID(),
    'content-type': 'application/json',
    cookie: cookie ?? null,
    ...asking.headers,
  }
  for (const [name, value] of Object.entries(sent)) if (value !== null) headers.set(name, value)
  const text =
    body === undefined || route.method === 'GET'
      ? null
      : typeof body === 'string'
        ? body
        : JSON.stringify(body)
  const request = new NextRequest(url, { method: route.method, headers, body: text })
  return requests.run(request, () => route.handler(request, { params: Promise.resolve({ ...params }) }))
}
