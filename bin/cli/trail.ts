import { listSites } from '@/lib/records/studies/sites'
import { verifyTrail } from '@/lib/records/trail/verify'
import { UsageError, type Command } from './command'

const SHOWN = 20

export async function runTrail(command: Command): Promise<unknown> {
  if (command.verb !== 'verify') throw new UsageError('trail verify')
  const reports = await verifyTrail(command.call)
  const sites = new Map((await listSites(command.call)).map(({ id, code }) => [id, code]))
  for (const { chain, rows, head, faults } of reports) {
    command.say(
      `${sites.get(chain) ?? chain}: ${rows} rows, ${faults.length === 0 ? 'whole' : `${faults.length} faults`}, head ${head}`,
    )
    for (const { seq, fault } of faults.slice(0, SHOWN)) command.say(`  row ${seq}: ${fault}`)
  }
  if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = 1
  return reports
}
