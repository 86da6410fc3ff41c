// Runs the housekeeper beside the server: soon after the start and once a day, as a process of its own, so that
// reading the whole trail never makes a page wait.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const FIRST = 5_000
const DAY = 86_400_000

/** What is done each day: the worker's tasks, and a backup where a directory is named for it. */
export function listSteps({ worker, cli, env }) {
  // The tasks need no right to change tables or to read past row security, nor does a backup need the first.
  const own = { ...env, DATABASE_OWNER_URL: '', DATABASE_BACKUP_URL: '' }
  const tasks = { args: [worker], env: own }
  if (!env.SUIVI_BACKUP_DIR) return [tasks]
  const backup = [cli, 'backup', env.SUIVI_BACKUP_DIR, '--daily', '--keep', env.SUIVI_BACKUP_KEEP || '14']
  return [tasks, { args: backup, env: { ...env, DATABASE_OWNER_URL: '' } }]
}

/** Runs the steps one after the other, again and again. `stop` ends the one that is at work. */
export function startHousekeeping(steps, { first = FIRST, every = DAY } = {}) {
  let child
  let busy = false
  let stopped = false
  const runStep = async ({ args, env }) => {
    if (stopped) return
    child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 2] })
    await once(child, 'exit').catch(() => {})
    child = undefined
  }
  const run = async () => {
    if (stopped || busy) return
    busy = true
    for (const step of steps) await runStep(step)
    busy = false
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
      last.kill('SIGKILL') // each step reads, or changes in one transaction; half a backup never counts as one
      await once(last, 'exit').catch(() => {})
    },
  }
}
