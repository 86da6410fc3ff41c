import type { NextRequest } from 'next/server'
import { createTranslator } from 'next-intl'
import type * as z from 'zod'
import { can, canAcross, knowsStudy, type Actor } from './access/actor'
import { isWrite, type Contract } from './contracts/contract'
import { readZodIssues } from './contracts/zod-issues'
import { readEnv } from './env'
import { chooseLocale, DEFAULT_LOCALE, LOCALE_COOKIE, type Locale } from './i18n/locale'
import { loadMessages } from './i18n/messages'
import { Problem } from './problem'
import type { Call } from './records/call'
import { hmac } from './records/cipher'
import { newId } from './records/ids'
import { currentActor } from './session'

interface Context {
  readonly params: Promise<Record<string, string>>
}

export interface Asked<C extends Contract> {
  readonly call: Call
  readonly params: z.output<C['params']>
  readonly query: z.output<C['query']>
  readonly body: z.output<C['body']>
  /** Of the client, as far as our proxies are believed. */
  readonly address: string
  /** What a client that asks again says it has. */
  readonly ifNoneMatch: string | null
}

/** A route handler that still says what it is: the matrix test reads `contract`. */
export interface Door {
  (request: NextRequest, context: Context): Promise<Response>
  readonly contract: Contract
}

/** At an open door: may do nothing, and is nobody in the trail; the handler does not act as them. */
const NOBODY: Actor = {
  id: 'nobody',
  personId: null,
  name: 'nobody',
  locale: DEFAULT_LOCALE,
  memberships: [],
  unrestricted: false,
}

const LARGEST_BODY = 256 * 1024
// PostgreSQL keeps neither NUL nor half a character.
const UNSTORABLE = /\0|\p{Surrogate}/u
const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The door for writes and machines. Denies by default: who is asking and whether one may is settled before the input is read. */
export function door<C extends Contract>(contract: C, handle: (asked: Asked<C>) => Promise<unknown>): Door {
  const route = async (request: NextRequest, context: Context): Promise<Response> => {
    const requestId = newId()
    let actor: Actor | null = null
    try {
      if (isWrite(contract.method)) checkOrigin(request, contract)
      // A route without a parameter gets none.
      const given = (await context.params) ?? {}
      actor = await admit(contract, given.study)
      const params = parse(contract.params, given, 'not_found')
      const query = parse(contract.query, Object.fromEntries(request.nextUrl.searchParams), 'malformed')
      const text = isWrite(contract.method) ? await readText(request) : ''
      const body = parse(contract.body, parseJson(text, request), 'invalid')
      const call = { actor, request: requestId, ...readReplay(contract, request, text) }
      const address = request.headers.get('x-forwarded-for') ?? 'unknown'
      const ifNoneMatch = request.headers.get('if-none-match')
      const answer = await handle({ call, params, query, body, address, ifNoneMatch } as Asked<C>)
      return answer instanceof Response
        ? answer
        : Response.json(answer ?? null, { status: contract.status, headers: { 'X-Request-Id': requestId } })
    } catch (error) {
      return answerProblem(error, requestId, actor === NOBODY ? null : actor, request)
    }
  }
  return Object.assign(route, { contract })
}

/** A cookie travels by itself; a write must come from our own pages. */
function checkOrigin(request: NextRequest, { verb }: Contract): void {
  const { SUIVI_MODE, SUIVI_URL, SUIVI_PATIENT_URL } = readEnv()
  const own = new URL(SUIVI_URL)
  const origin = request.headers.get('origin')
  if (origin === own.origin) return
  // Patients may have an address of their own, which is good for nothing else.
  const isPatient = verb === 'self_report.answer' && Boolean(SUIVI_PATIENT_URL)
  if (isPatient && origin === new URL(SUIVI_PATIENT_URL ?? '').origin) return
  if (SUIVI_MODE === 'demo' && isSameLoopback(origin, own)) return
  throw new Problem('bad_origin')
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The demo on this machine is itself under each of its names. */
function isSameLoopback(origin: string | null, own: URL): boolean {
  if (!origin || !URL.canParse(origin)) return false
  const { protocol, hostname, port } = new URL(origin)
  return (
    protocol === own.protocol && port === own.port && LOOPBACK.has(hostname) && LOOPBACK.has(own.hostname)
  )
}

/** Who asks, once it is settled that they may ask at all. */
async function admit(contract: Contract, study: string | undefined): Promise<Actor> {
  if (contract.open) return NOBODY
  const actor = await currentActor()
  if (!actor) throw new Problem('unauthenticated')
  if (actor.mustChangePassword && contract.verb !== 'person.update_own') {
    throw new Problem('forbidden', { reason: 'must_change_password' })
  }
  authorise(contract, actor, study)
  return actor
}

function authorise(contract: Contract, actor: Actor, study: string | undefined): void {
  if (study === undefined) {
    if (!canAcross(actor, contract.verb)) throw new Problem('forbidden')
    return
  }
  if (!knowsStudy(actor, study)) throw new Problem('not_found')
  if (!can(actor, contract.verb, study)) throw new Problem('forbidden')
}

function parse(schema: z.ZodType, input: unknown, code: 'not_found' | 'malformed' | 'invalid'): unknown {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  throw code === 'not_found' ? new Problem(code) : new Problem(code, { fields: readZodIssues(result.error) })
}

/** Reads the body up to the cap, counting bytes as they arrive: a length is only a promise. */
async function readText(request: NextRequest): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) throw new Problem('too_large')
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > LARGEST_BODY) throw new Problem('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string, request: NextRequest): unknown {
  if (text === '') return undefined
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new Problem('unsupported_type')
  }
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (UNSTORABLE.test(key) || (typeof value === 'string' && UNSTORABLE.test(value))) throw new Error()
      return value
    })
  } catch {
    throw new Problem('malformed')
  }
}

function readReplay(contract: Contract, request: NextRequest, text: string): Pick<Call, 'replay'> {
  if (!isWrite(contract.method)) return {}
  const key = request.headers.get('idempotency-key') ?? ''
  if (!KEY.test(key)) {
    throw new Problem('malformed', { fields: [{ field: 'Idempotency-Key', code: 'required' }] })
  }
  const bodyHmac = hmac('idempotency', `${contract.verb}|${request.nextUrl.pathname}|${text}`)
  return { replay: { key: key.toLowerCase(), bodyHmac } }
}

/** Expected trouble is told in the person's language; unexpected trouble is a code and a number to quote. */
async function answerProblem(
  error: unknown,
  requestId: string,
  actor: Actor | null,
  request: NextRequest,
): Promise<Response> {
  const problem = error instanceof Problem ? error : null
  if (!problem) logFailure(error, requestId)
  const code = problem?.code ?? 'failed'
  const translate = await loadTranslator(actor?.locale ?? readLocale(request))
  const detail = problem?.reason
    ? translate(`problems.${problem.reason}.detail`)
    : translate(`problems.${code}.detail`)
  const fields = (problem?.fields ?? []).map((issue) => ({
    ...issue,
    message: translate(`issues.${issue.code}`, issue.params),
  }))
  const title = translate(`problems.${code}.title`)
  const status = problem?.status ?? 500
  return new Response(
    JSON.stringify({
      type: 'about:blank',
      title,
      status,
      code,
      ...(problem?.reason ? { reason: problem.reason } : {}),
      detail,
      request: requestId,
      fields,
      extra: problem?.extra ?? {},
    }),
    {
      status,
      headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': requestId },
    },
  )
}

type Translate = (key: string, params?: Readonly<Record<string, string | number>>) => string

async function loadTranslator(locale: Locale): Promise<Translate> {
  const translator = createTranslator({ locale, messages: await loadMessages(locale) })
  return (key, params) => {
    const known = translator as unknown as Translate & { has: (key: string) => boolean }
    return known.has(key) ? known(key, params) : key
  }
}

function readLocale(request: NextRequest): Locale {
  return chooseLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get('accept-language'))
}

/** Name and place of the failure; never its message, which may quote data. */
function logFailure(error: unknown, requestId: string): void {
  const name = error instanceof Error ? error.name : typeof error
  // The stack repeats the message first, on several lines where Prisma wrote it.
  const frames = error instanceof Error ? (error.stack?.match(/^ +at .+$/gm) ?? []) : []
  const place = frames
    .slice(0, 5)
    .map((frame) => frame.trim())
    .join(' | ')
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
  console.error(JSON.stringify({ level: 'error', request: requestId, name, code, place }))
}
