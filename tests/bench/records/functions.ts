import pg from 'pg'
import type { Call } from '@/lib/records/call'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { readFollowUp } from '@/lib/records/follow-up/follow-up-page'
import { readCompleteness } from '@/lib/records/visits/completeness'
import { listWork } from '@/lib/records/visits/work-list'

export interface Measured {
  readonly task: string
  readonly ms: number
  /** The statements it sent, sent again by a bare client. */
  readonly sqlMs: number
  readonly statements: number
}

type Sent = Parameters<pg.Client['query']>

const REPEATS = 15

/** Each function against the bare SQL it runs: what our own work adds to the database's. */
export async function measureFunctions(call: Call, url: string): Promise<Measured[]> {
  const tasks: [string, () => Promise<unknown>][] = [
    ['work list, first page', () => listWork(call, 'live', { page: 1 })],
    ['work list, tenth page', () => listWork(call, 'live', { page: 10 })],
    ['work list, nobody’s', () => listWork(call, 'live', { page: 1, owner: 'nobody' })],
    ['matrix, first page', () => listMatrix(call, 'live', { page: 1 })],
    ['matrix, fiftieth page', () => listMatrix(call, 'live', { page: 50 })],
    ['matrix, one visit late', () => listMatrix(call, 'live', { page: 1, state: 'late', visit: 'm3' })],
    ['completeness', () => readCompleteness(call, 'live')],
    ['follow-up page', () => readFollowUp(call, 'live')],
  ]
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    const measured: Measured[] = []
    for (const [task, run] of tasks) {
      for (let i = 0; i < 3; i += 1) await run()
      const sent = await record(run)
      const replay = async () => {
        for (const one of sent) await client.query(...one)
      }
      await replay()
      // In turn, so that whatever else the machine does falls on both.
      const times: [number, number][] = []
      for (let i = 0; i < REPEATS; i += 1) times.push([await clock(run), await clock(replay)])
      const [ms, sqlMs] = [median(times.map(([a]) => a)), median(times.map(([, b]) => b))]
      measured.push({ task, ms, sqlMs, statements: sent.length })
    }
    return measured
  } finally {
    await client.end()
  }
}

/** The statements of one run, as the driver sends them; begin and commit among them. */
async function record(run: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: Sent) {
    sent.push(args)
    return query.apply(this, args)
  } as typeof query
  try {
    await run()
  } finally {
    pg.Client.prototype.query = query
  }
  return sent.map(withoutCallback)
}

function withoutCallback(args: Sent): Sent {
  return args.filter((one: unknown) => typeof one !== 'function') as unknown as Sent
}

export async function clock(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}
