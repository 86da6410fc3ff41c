// Runs the housekeeper beside the server: soon after the start and once a day, as a process of its own, so that
// reading the whole trail never makes a page wait.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const FIRST = 5_000
const DAY = 86_400_000

/** `program` is the bundle that does one night's work. `stop` ends one that is at work. */
export function startHousekeeping(program, env, { first = FIRST, every = DAY } = {}) {
  let child
  let stopped = false
  const run = () => {
    if (stopped || child) return
    // It needs no right to change tables.
    const own = { ...env, DATABASE_OWNER_URL: '' }
    child = spawn(process.execPath, [program], { env: own, stdio: ['ignore', 'ignore', 2] })
    const end = () => (child = undefined)
    child.once('exit', end).once('error', end)
  }
  const soon = setTimeout(run, first).unref()
  const daily = setInterval(run, every).unref()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(soon)
      clearInterval(daily)
      const last = child
      if (!last) return
      last.kill('SIGKILL') // it only reads and deletes old drafts, a transaction each
      await once(last, 'exit').catch(() => {})
    },
  }
}
