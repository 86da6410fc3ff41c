import { parseAllocationList, type ListedAllocation } from '@/lib/exchange/allocation-list'
import { Problem, type FieldIssue } from '@/lib/problem'
import type { Randomisation } from '@/lib/protocol/protocol'
import { listStrata } from '@/lib/protocol/randomisation'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { newId } from '../ids'
import { requireEverySite } from '../studies/protocol-drafts'
import { readProtocol, readSites } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { makeSeed, sealArm } from './seal'

/**
 * Makes what patients are randomised by. Permuted blocks: a list for every stratum that has none yet, each with a seed
 * of its own that nobody has seen. A list made elsewhere: its lines, appended to those of their strata. They are of
 * every site, so who administers one alone makes none.
 */
export async function prepareLists(
  call: Call,
  study: string,
  input: { readonly list: string | null },
): Promise<Done> {
  const work = async (tx: Tx) => {
    requireEverySite(tx)
    const { id, protocolVersion, followUpClosed } = studyOf(tx)
    if (followUpClosed) throw new Problem('not_now', { reason: 'study_closed' })
    const { randomisation } = await readProtocol(tx, protocolVersion)
    if (!randomisation) throw new Problem('not_now', { reason: 'not_randomised' })
    await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`allocation:${id}`}, 0))::text`
    const sites = (await readSites(tx)).map((site) => site.code)
    if (randomisation.kind === 'blocks') await makeBlocks(tx, randomisation, sites)
    else await importList(tx, randomisation, sites, input.list ?? '')
    return { id, version: 1 }
  }
  return change(call, 'allocation.prepare', { study }, work, { timeoutMs: 60_000 })
}

async function makeBlocks(tx: Tx, plan: Randomisation, sites: readonly string[]): Promise<void> {
  const known = await readLists(tx)
  const strata = listStrata(plan, sites).filter((stratum) => !known.has(stratum))
  if (strata.length === 0) throw new Problem('not_now', { reason: 'allocation_lists_made' })
  await insertLists(tx, plan, strata, known.size)
}

async function importList(
  tx: Tx,
  plan: Randomisation,
  sites: readonly string[],
  text: string,
): Promise<void> {
  const { rows, issues } = parseAllocationList(text, plan, sites)
  if (issues.length > 0) throw new Problem('invalid', { fields: issues })
  await refuseTakenNumbers(tx, rows)
  const known = await readLists(tx)
  const strata = [...new Set(rows.map(({ stratum }) => stratum))].filter((stratum) => !known.has(stratum))
  const lists = new Map([...known, ...(await insertLists(tx, plan, strata, known.size))])
  const lines = await tx.db.allocation.groupBy({
    by: ['listId'],
    where: { studyId: studyOf(tx).id },
    _max: { position: true },
  })
  const last = new Map(lines.map(({ listId, _max }) => [listId, _max.position ?? 0]))
  const data = rows.map(({ number, stratum, arm }) => {
    const listId = lists.get(stratum) ?? ''
    const position = (last.get(listId) ?? 0) + 1
    last.set(listId, position)
    return {
      id: newId(),
      studyId: studyOf(tx).id,
      listId,
      position,
      number,
      sealedArm: sealArm(arm, listId, position),
    }
  })
  await tx.db.allocation.createMany({ data })
}

const ISSUES_AT_MOST = 20

async function refuseTakenNumbers(tx: Tx, rows: readonly ListedAllocation[]): Promise<void> {
  const held = await tx.db.allocation.findMany({
    where: { studyId: studyOf(tx).id, number: { in: rows.map(({ number }) => number) } },
    select: { number: true },
    take: ISSUES_AT_MOST,
  })
  const fields = held.map(({ number }): FieldIssue => ({
    field: 'list',
    code: 'list_number_taken',
    params: { number },
  }))
  if (fields.length > 0) throw new Problem('invalid', { fields })
}

/** Lists of the study: stratum to id. */
async function readLists(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.db.allocationList.findMany({
    where: { studyId: studyOf(tx).id },
    select: { id: true, stratum: true },
  })
  return new Map(rows.map(({ id, stratum }) => [stratum, id]))
}

async function insertLists(
  tx: Tx,
  { kind, ratio, blockSizes }: Randomisation,
  strata: readonly string[],
  known: number,
): Promise<[string, string][]> {
  const data = strata.map((stratum, index) => {
    const id = newId()
    return {
      id,
      studyId: studyOf(tx).id,
      ordinal: known + index + 1,
      stratum,
      kind,
      plan: { ratio, blockSizes: [...blockSizes] },
      sealedSeed: kind === 'blocks' ? makeSeed(id) : null,
      madeBy: tx.call.actor.id,
    }
  })
  await tx.db.allocationList.createMany({ data })
  return data.map(({ id, stratum }) => [stratum, id])
}
