import { dirname } from 'node:path'
import type { Command } from './command'
import type { Diagnosis, Examination } from './doctor/diagnosis'
import { examineEnvironment, examineFiles } from './doctor/environment'
import { examineInstance, examineJobs } from './doctor/history'
import { examineRoles, examineServer, examineTables } from './doctor/server'
import { checkEnvironment } from '../refusals.mjs'

/** The tree, from the bundle in .build and from bin/cli alike. */
const ROOT = import.meta.dirname.endsWith('.build')
  ? dirname(import.meta.dirname)
  : dirname(dirname(import.meta.dirname))

/** The records read the environment whole: with a secret missing nothing could be asked of them. */
const isReadable: Examination = async () => checkEnvironment(process.env).length === 0

const EXAMINATIONS: readonly Examination[] = [
  (diagnosis) => examineFiles(diagnosis, ROOT),
  examineEnvironment,
  examineServer,
  examineRoles,
  examineTables,
  isReadable,
  examineInstance,
  examineJobs,
]

/** What this registry stands on, and every setting that endangers data. Reads only. */
export async function runDoctor(command: Command): Promise<unknown> {
  const diagnosis: Diagnosis = { facts: {}, troubles: [] }
  for (const examine of EXAMINATIONS) {
    const goOn = await examine(diagnosis).catch((error: unknown) => {
      diagnosis.troubles.push(error instanceof Error ? error.message : String(error))
      return false
    })
    if (!goOn) break
  }
  const { facts, troubles } = diagnosis
  for (const [name, found] of Object.entries(facts)) {
    command.say(`${name.padEnd(22)} ${typeof found === 'string' ? found : JSON.stringify(found)}`)
  }
  for (const trouble of troubles) command.say(`! ${trouble}`)
  command.say(troubles.length === 0 ? 'Nothing to mend.' : `${troubles.length} to mend.`)
  if (troubles.length > 0) process.exitCode = 1
  return { ok: troubles.length === 0, facts, troubles }
}
