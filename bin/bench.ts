// Timings of the house: bench stats [DIR] [--json] [--no-r] [--only TEXT]
import { benchStats } from '../tests/bench/stats/bench'

const [room, ...args] = process.argv.slice(2)
if (room === 'stats') benchStats(args)
else {
  console.error('usage: bench stats [DIR] [--json] [--no-r] [--only TEXT] [--r-scale S]')
  process.exitCode = 2
}
