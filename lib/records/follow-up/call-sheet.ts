import { localDate } from '@/lib/protocol/local-time'
import type { Call } from '../call'
import { reading } from '../change'
import { recordAccess } from '../patients/access-events'
import { openIdentity } from '../patients/identity'
import { readPhones, type Phone } from '../patients/phone-rows'
import { readSites } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { readWork, type WorkFilter, type WorkRow } from '../visits/work-list'

/* Guards privacy: changes to this file need a second reader. */

export interface CallLine {
  readonly work: WorkRow
  readonly name: string | null
  readonly phones: readonly Phone[]
}

export interface CallSheet {
  readonly lines: readonly CallLine[]
  /** All who are to be called; the sheet holds the first of them. */
  readonly total: number
  readonly today: string
}

/** A person calls no more in a day. */
const SHEET_LINES = 40

/**
 * Whom to call today, with names and telephones, to be printed: it leaves the registry on paper, so the look at every
 * patient on it is recorded. Only those whom the list shows to the person who asks.
 */
export async function readCallSheet(
  call: Call,
  study: string,
  filter: Omit<WorkFilter, 'page'>,
): Promise<CallSheet> {
  return reading(call, 'phone.list', { study }, async (tx) => {
    const [site] = await readSites(tx)
    const today = localDate(tx.now, site?.timeZone ?? 'Asia/Shanghai')
    if (studyOf(tx).followUpClosed) return { lines: [], total: 0, today }
    const { rows, total } = await readWork(tx, { ...filter, callable: true }, SHEET_LINES)
    const patients = await tx.db.enrolment.findMany({
      where: { id: { in: rows.map((row) => row.enrolmentId) } },
      select: { id: true, patientId: true, siteId: true },
    })
    const names = await readNames(
      tx,
      patients.map((row) => row.patientId),
    )
    const lines: CallLine[] = []
    for (const work of rows) {
      const patientId = patients.find(({ id }) => id === work.enrolmentId)?.patientId ?? ''
      const phones = (await readPhones(tx, patientId)).filter(({ wrongSince }) => wrongSince === null)
      lines.push({ work, name: names.get(patientId) ?? null, phones })
    }
    await recordAccess(tx, 'phone.list', patients, { sheet: true })
    return { lines, total, today }
  })
}

async function readNames(tx: Tx, patientIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (tx.call.actor.unrestricted) return new Map()
  const rows = await tx.db.patientIdentity.findMany({
    where: { patientId: { in: [...patientIds] }, voidedAt: null },
  })
  return new Map(
    rows.flatMap((row) => {
      const { name } = openIdentity(row)
      return name ? [[row.patientId, name] as const] : []
    }),
  )
}
