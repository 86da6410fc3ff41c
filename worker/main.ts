import { disconnect } from '@/lib/records/db'
import { keepHouse } from './housekeeping'

// Runs the tasks once and ends; bin/housekeeping.mjs starts it once a day.
try {
  const { troubles } = await keepHouse()
  for (const trouble of troubles) console.error(`Housekeeping: ${trouble}`)
  if (troubles.length > 0) process.exitCode = 1
} finally {
  await disconnect()
}
