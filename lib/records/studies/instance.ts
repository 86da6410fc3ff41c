import { administersInstance } from '@/lib/access/actor'
import { readEnv } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { hmac } from '../cipher'
import { reading } from '../change'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'

/** Sites, studies and accounts belong to the whole instance, not to one study. */
export function requireInstance(tx: Tx): void {
  if (!administersInstance(tx.call.actor)) throw new Problem('forbidden')
}

/** Why this database is not used, in words for whoever started the registry. */
export class InstanceRefused extends Error {}

/**
 * Marks a new database with its mode and its master key, and refuses one that was made with another: a demo
 * never turns into production, and nothing is sealed with a key that opens nothing else.
 */
export async function prepareInstance(): Promise<'new' | 'known'> {
  const mode = readEnv().SUIVI_MODE
  const keyCheck = hmac('check', 'suivi')
  return reading(systemCall('start'), 'instance.prepare', 'across', async (tx) => {
    const row = await tx.db.instance.findFirst()
    if (!row) {
      await tx.db.instance.create({ data: { mode, keyCheck } })
      return 'new'
    }
    if (row.mode !== mode) {
      throw new InstanceRefused(
        `This database was made in ${row.mode} mode and cannot be used in ${mode} mode.`,
      )
    }
    if (row.keyCheck !== keyCheck)
      throw new InstanceRefused(
        'SUIVI_MASTER_KEY is not the key of this database: set the key it was made with. Without it its identities cannot be read.',
      )
    return 'known'
  })
}

/** How the database was marked, and whether the master key of the environment is its key; null when new. */
export async function readInstance(): Promise<{ mode: string; keyFits: boolean } | null> {
  return reading(systemCall('doctor'), 'instance.prepare', 'across', async (tx) => {
    const row = await tx.db.instance.findFirst()
    return row && { mode: row.mode, keyFits: row.keyCheck === hmac('check', 'suivi') }
  })
}

/** Half: people are there and the load did not end. */
export async function isDemoLoaded(): Promise<'no' | 'half' | 'loaded'> {
  return reading(systemCall('start'), 'instance.prepare', 'across', async (tx) => {
    const row = await tx.db.instance.findFirst()
    if (row?.demoLoadedAt) return 'loaded'
    return (await tx.db.person.count()) > 0 ? 'half' : 'no'
  })
}

export async function markDemoLoaded(): Promise<void> {
  await reading(systemCall('start'), 'instance.prepare', 'across', async (tx) => {
    await tx.db.instance.updateMany({ where: { mode: 'demo' }, data: { demoLoadedAt: tx.now } })
  })
}

const READY_WITHIN_MS = 1_500

/** Does the database answer in time? */
export async function isReady(): Promise<boolean> {
  const asked = reading(systemCall('ready'), 'instance.prepare', 'across', (tx) => tx.db.instance.count())
  const late = new Promise<number>((resolve) => setTimeout(() => resolve(0), READY_WITHIN_MS).unref())
  return (await Promise.race([asked, late]).catch(() => 0)) > 0
}
