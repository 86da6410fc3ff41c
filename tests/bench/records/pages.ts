import { clock, median, quantile } from './functions'

export interface MeasuredPage {
  readonly path: string
  readonly median: number
  readonly p95: number
}

const REPEATS = 40

const PATHS = [
  '/live/today',
  '/live/today?page=10',
  '/live/today?owner=nobody',
  '/live/patients',
  '/live/patients?page=50',
  '/live/patients?state=late',
  '/live/patients/LV-003',
  '/live/follow-up',
  '/live/complications',
  '/live/queries',
]

/** Pages as a nurse opens them, one after the other, until their last byte. */
export async function measurePages(address: string, cookie: string): Promise<MeasuredPage[]> {
  const pages: MeasuredPage[] = []
  for (const path of PATHS) {
    const open = async () => {
      const answer = await fetch(`${address}${path}`, { headers: { cookie }, redirect: 'manual' })
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
      await answer.arrayBuffer()
    }
    for (let i = 0; i < 3; i += 1) await open()
    const times: number[] = []
    for (let i = 0; i < REPEATS; i += 1) times.push(await clock(open))
    pages.push({ path, median: median(times), p95: quantile(times, 0.95) })
  }
  return pages
}

/** The cookies of somebody who signed in. */
export async function signIn(address: string, username: string, password: string): Promise<string> {
  const jar = new Map<string, string>()
  const take = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
  }
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const csrf = await fetch(`${address}/api/auth/csrf`)
  take(csrf)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch(`${address}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { origin: address, cookie: cookies(), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username, password, csrfToken, json: 'true' }),
    redirect: 'manual',
  })
  take(answer)
  if (!jar.has('suivi')) {
    throw new Error(`${username} could not sign in: ${answer.status}`)
  }
  return cookies()
}
