// Timings of the house: bench stats [DIR] [--json] [--no-r] [--only TEXT], bench records [--patients N] [--json]
import { benchRecords } from '../tests/bench/records/bench'
import { benchStats } from '../tests/bench/stats/bench'

const [room, ...args] = process.argv.slice(2)
if (room === 'stats') benchStats(args)
else if (room === 'records') await benchRecords(args)
else {
  console.error(
    'usage: bench stats [DIR] [--json] [--no-r] [--only TEXT] [--r-scale S] | bench records [--patients N] [--json]',
  )
  process.exitCode = 2
}
