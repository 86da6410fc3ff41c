// One process at a time, and "who still uses this": files that carry a process id and its start time.
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Names a process for good: ids are used again, so the start time goes with it where the system tells it. */
export function describeProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : `${pid} ${fields[19]}`
  } catch {
    try {
      process.kill(pid, 0)
      return `${pid}`
    } catch (error) {
      return error.code === 'EPERM' ? `${pid}` : undefined
    }
  }
}

function isAlive(description) {
  const pid = Number.parseInt(description, 10)
  return pid > 0 && describeProcess(pid) === description
}

function readOptional(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function takeLock(path) {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(draft, describeProcess(process.pid))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

// Renaming is atomic, so only one of several waiters gets a dead lock; a live one taken by mistake is put back.
function clearDeadLock(path, holder) {
  const aside = `${path}.dead.${process.pid}`
  try {
    renameSync(path, aside)
    if (readOptional(aside) !== holder) linkSync(aside, path)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Runs `work` while no other process holds `path`. A lock whose owner died is taken over. */
export async function withLock(path, work, { onWait = () => {} } = {}) {
  let told = false
  while (!takeLock(path)) {
    const holder = readOptional(path)
    if (holder !== undefined && !isAlive(holder)) {
      clearDeadLock(path, holder)
      continue
    }
    if (!told) onWait(holder)
    told = true
    await wait(50)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** Notes that this process uses the thing behind `directory`. */
export function addHolder(directory) {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, `${process.pid}-${Math.random().toString(36).slice(2)}`)
  writeFileSync(path, describeProcess(process.pid))
  return path
}

/** How many living processes use it; the notes of dead ones are removed. Call under the lock. */
export function countHolders(directory) {
  let count = 0
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    const holder = readOptional(path)
    if (holder !== undefined && isAlive(holder)) count += 1
    else if (holder !== undefined && statSync(path).isFile()) rmSync(path, { force: true })
  }
  return count
}
