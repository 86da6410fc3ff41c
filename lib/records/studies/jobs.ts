import { reading } from '../change'
import type { Prisma } from '../generated/client'
import { systemCall } from '../system-call'

export type Task = 'draft.purge' | 'session.purge' | 'request.purge' | 'trail.verify' | 'backup'

export interface JobRow {
  readonly task: string
  readonly ranAt: Date
  readonly ok: boolean
  readonly detail: unknown
}

/** Keeps what a task of the housekeeper found, in place of what it found before. */
export async function recordJob(task: Task, ok: boolean, detail: Prisma.InputJsonObject): Promise<void> {
  await reading(systemCall('housekeeping'), 'job.record', 'across', async (tx) => {
    const found = { ranAt: tx.now, ok, detail }
    await tx.db.job.upsert({ where: { task }, create: { task, ...found }, update: found })
  })
}

export async function listJobs(): Promise<JobRow[]> {
  return reading(systemCall('housekeeping'), 'trail.verify', 'across', (tx) =>
    tx.db.job.findMany({ orderBy: { task: 'asc' } }),
  )
}
