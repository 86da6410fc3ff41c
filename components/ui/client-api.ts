/**
 * The browser's way to /api/v1. Every answer is a value: nothing is thrown, and what was sent comes back with
 * each failure, so a form can always show what was typed and try again.
 */
export interface ApiFieldIssue {
  readonly field: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
  /** In the person's language, when the server sent it. */
  readonly message?: string
}

export interface ApiProblem {
  /** A code of lib/problem.ts; `not_saved` when no answer arrived. */
  readonly code: string
  readonly status: number
  readonly title?: string
  readonly detail?: string
  readonly fields: readonly ApiFieldIssue[]
  readonly extra: Readonly<Record<string, unknown>>
  /** What was sent. */
  readonly body: unknown
}

export type Result<T> =
  | { readonly ok: true; readonly status: number; readonly data: T }
  | { readonly ok: false; readonly problem: ApiProblem }

export interface ApiRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under /api/v1, e.g. "/studies/live/patients". */
  readonly path: string
  readonly body?: unknown
}

export type Sender = <T>(request: ApiRequest) => Promise<Result<T>>

export interface DownloadedFile {
  readonly name: string
  readonly blob: Blob
  /** What the server says of the file, e.g. its row count and hash. */
  readonly headers: Headers
}

export type Downloader = (request: ApiRequest) => Promise<Result<DownloadedFile>>

const TIMEOUT_MS = 30_000
/** A file is made before its first byte leaves. */
const FILE_TIMEOUT_MS = 180_000

/**
 * One sender a form. The Idempotency-Key belongs to the action: pressing Save again after a lost answer sends
 * the same key, so the server answers with what it already stored; another body is another action.
 */
export function createSender(): Sender {
  const act = createActions()
  return <T>(request: ApiRequest) => act(request, readJson<T>, TIMEOUT_MS)
}

/** As a sender, for verbs that answer with a file. */
export function createDownloader(): Downloader {
  const act = createActions()
  return (request) => act(request, readFile, FILE_TIMEOUT_MS)
}

type Read<T> = (response: Response) => Promise<T>

function createActions() {
  let pending: { readonly print: string; readonly key: string } | null = null
  return async <T>(request: ApiRequest, read: Read<T>, timeout: number): Promise<Result<T>> => {
    const print = JSON.stringify([request.method, request.path, request.body])
    const action = pending?.print === print ? pending : { print, key: createKey() }
    pending = action
    const init = {
      method: request.method,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': action.key },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    }
    const result = await callApi(request.path, request.body, init, read, timeout)
    if (pending === action && isSettled(result)) pending = null
    return result
  }
}

/** Reads; nothing to keep. */
export function readApi<T>(path: string): Promise<Result<T>> {
  return callApi(path, undefined, { method: 'GET' }, readJson<T>, TIMEOUT_MS)
}

async function callApi<T>(
  path: string,
  body: unknown,
  init: RequestInit,
  read: Read<T>,
  timeout: number,
): Promise<Result<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      ...init,
      headers: { Accept: 'application/json', ...init.headers },
      signal: AbortSignal.timeout(timeout),
    })
    if (response.ok) return { ok: true, status: response.status, data: await read(response) }
    return { ok: false, problem: readProblem(response, await response.text(), body) }
  } catch {
    return { ok: false, problem: { code: 'not_saved', status: 0, fields: [], extra: {}, body } }
  }
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

async function readFile(response: Response): Promise<DownloadedFile> {
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')
  return { name: named?.[1] ?? 'file', blob: await response.blob(), headers: response.headers }
}

/** Anything that is not problem+json came from something in between: whether it was saved is not known. */
function readProblem(response: Response, text: string, body: unknown): ApiProblem {
  if (!response.headers.get('content-type')?.includes('json')) {
    return { code: 'not_saved', status: response.status, fields: [], extra: {}, body }
  }
  const told = JSON.parse(text) as Partial<ApiProblem>
  return {
    ...told,
    code: typeof told.code === 'string' ? told.code : 'not_saved',
    status: response.status,
    fields: Array.isArray(told.fields) ? told.fields : [],
    extra: told.extra ?? {},
    body,
  }
}

/** The server decided: saved, or refused for good. Otherwise the next try is the same action. */
function isSettled(result: Result<unknown>): boolean {
  return result.ok || !['not_saved', 'in_progress', 'unavailable', 'too_many'].includes(result.problem.code)
}

/** crypto.randomUUID exists on https and localhost only; a ward may reach us by plain http. */
function createKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
