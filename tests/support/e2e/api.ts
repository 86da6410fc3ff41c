import { randomUUID } from 'node:crypto'
import { expect, type APIRequestContext, type APIResponse } from '@playwright/test'

/** /api/v1 as a page uses it: its own origin, a key for every write. */
export interface Api {
  readonly post: <T>(path: string, body: unknown) => Promise<T>
  readonly patch: <T>(path: string, body: unknown) => Promise<T>
  readonly put: <T>(path: string, body: unknown) => Promise<T>
  readonly get: <T>(path: string) => Promise<T>
}

export function openApi(request: APIRequestContext, origin: string): Api {
  const headers = () => ({ origin, 'idempotency-key': randomUUID() })
  const read = async <T>(answer: APIResponse): Promise<T> => {
    expect(answer.ok(), `${answer.status()} ${answer.url()} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
  const at = (path: string) => `${origin}/api/v1${path}`
  return {
    post: async (path, data) => read(await request.post(at(path), { data, headers: headers() })),
    patch: async (path, data) => read(await request.patch(at(path), { data, headers: headers() })),
    put: async (path, data) => read(await request.put(at(path), { data, headers: headers() })),
    get: async (path) => read(await request.get(at(path))),
  }
}

/** Signs in without a page; the cookie stays with the context that asked. */
export async function signIn(
  request: APIRequestContext,
  origin: string,
  account: { username: string; password: string },
): Promise<void> {
  const csrf = (await (await request.get(`${origin}/api/auth/csrf`)).json()) as { csrfToken: string }
  const answer = await request.post(`${origin}/api/auth/callback/credentials`, {
    form: { ...account, csrfToken: csrf.csrfToken, json: 'true' },
    headers: { origin },
  })
  expect(answer.ok(), `${account.username} signs in: ${answer.status()}`).toBe(true)
}
