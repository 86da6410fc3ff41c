import { createHash } from 'node:crypto'
import type { Call } from '../call'
import { reading } from '../change'
import type { Tx } from '../transaction'
import { compareRows, type RowFault } from './compare-rows'

export interface ChainReport {
  readonly chain: string
  readonly rows: number
  readonly head: string
  /** What is wrong, in order of position; empty when the chain holds. */
  readonly faults: readonly { readonly seq: number; readonly fault: string }[]
}

interface Row {
  seq: bigint
  header: string
  payload: string | null
  payload_hash: string
  prev_hash: string
  hash: string
  columns: Record<string, unknown>
}

const BATCH = 5_000
const ZERO = '0'.repeat(64)

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * Recomputes every hash of every chain from the stored texts, compares what the columns say with them, and the rows
 * of the registry with their last image.
 */
export async function verifyTrail(call: Call): Promise<ChainReport[]> {
  return reading(
    call,
    'trail.verify',
    'across',
    async (tx) => {
      const heads = await tx.db.trailHead.findMany({ orderBy: { chain: 'asc' } })
      // Asked of the rows too: a chain that was removed whole, with its head, leaves them behind.
      const chains = await tx.db.$queryRaw<{ chain: string }[]>`
        select chain from trail union select site_id::text from patient union select 'system' from site
        order by chain`
      const names = new Set([...heads.map((head) => head.chain), ...chains.map((row) => row.chain)])
      const reports: ChainReport[] = []
      for (const chain of names) {
        const head = heads.find((one) => one.chain === chain)
        reports.push(await verifyChain(tx, chain, head ? { seq: Number(head.seq), hash: head.hash } : null))
      }
      return addRowFaults(reports, await compareRows(tx))
    },
    // People save meanwhile: heads and rows must be of one moment.
    { timeoutMs: 600_000, snapshot: true },
  )
}

function addRowFaults(reports: readonly ChainReport[], faults: readonly RowFault[]): ChainReport[] {
  return reports.map((report) => ({
    ...report,
    faults: [
      ...report.faults,
      ...faults.filter(({ chain }) => chain === report.chain).map(({ seq, fault }) => ({ seq, fault })),
    ],
  }))
}

async function verifyChain(
  tx: Tx,
  chain: string,
  head: { seq: number; hash: string } | null,
): Promise<ChainReport> {
  const faults: { seq: number; fault: string }[] = []
  let last = { seq: 0, hash: ZERO }
  for (;;) {
    const rows = await readBatch(tx, chain, last.seq)
    for (const row of rows) {
      const seq = Number(row.seq)
      for (const fault of listFaults(row, last)) faults.push({ seq, fault })
      last = { seq, hash: row.hash }
    }
    if (rows.length < BATCH) break
  }
  if (!head) faults.push({ seq: last.seq, fault: 'the head of the chain is gone' })
  else if (head.seq !== last.seq || head.hash !== last.hash) {
    faults.push({ seq: last.seq, fault: `the head says ${head.seq}: the end of the chain is gone or added` })
  }
  return { chain, rows: last.seq, head: last.hash, faults }
}

async function readBatch(tx: Tx, chain: string, after: number): Promise<Row[]> {
  return tx.db.$queryRaw<Row[]>`
    select t.seq, t.header, p.payload, t.payload_hash, t.prev_hash, t.hash,
      jsonb_build_object('chain', t.chain, 'seq', t.seq,
        'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', t.actor, 'verb', t.verb, 'reason', t.reason, 'request', t.request, 'table', t.table_name,
        'row', t.row_id, 'action', t.action, 'site', t.site_id, 'study', t.study_id,
        'payload', t.payload_hash) as columns
    from trail t left join trail_payload p using (chain, seq)
    where t.chain = ${chain} and t.seq > ${after} order by t.seq limit ${BATCH}`
}

function listFaults(row: Row, last: { seq: number; hash: string }): string[] {
  const faults: string[] = []
  if (Number(row.seq) !== last.seq + 1) faults.push(`rows ${last.seq + 1} to ${Number(row.seq) - 1} are gone`)
  if (row.prev_hash !== last.hash) faults.push('does not follow the row before it')
  if (row.hash !== sha256(row.prev_hash + row.header)) faults.push('the header was changed')
  if (row.payload === null) faults.push('the payload is gone')
  else if (row.payload_hash !== sha256(row.payload)) faults.push('the payload was changed')
  if (!agrees(row)) faults.push('the columns say other than the header')
  return faults
}

function agrees(row: Row): boolean {
  try {
    const header = JSON.parse(row.header) as Record<string, unknown>
    const keys = Object.keys(row.columns)
    return keys.length === Object.keys(header).length && keys.every((key) => header[key] === row.columns[key])
  } catch {
    return false
  }
}
