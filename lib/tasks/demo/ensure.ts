import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDate } from '@/lib/protocol/local-time'
import type { Call } from '@/lib/records/call'
import { newId } from '@/lib/records/ids'
import { signIn } from '@/lib/records/people/sign-in'
import { endSession, findActor } from '@/lib/records/people/sessions'
import { isDemoLoaded, markDemoLoaded, prepareInstance } from '@/lib/records/studies/instance'
import { commandLineCall } from '@/lib/records/system-call'
import { importCohort } from '../import/import-cohort'
import { DEMO_PASSWORD, DEMO_SITES, prepareCast } from './cast'
import { loadLiveStudy, type Staff } from './live'

/** Loads the demo into a new database, once; a load that was cut short is refused, not patched. */
export async function ensureDemo(folder: string, say: (line: string) => void): Promise<void> {
  await prepareInstance()
  const state = await isDemoLoaded()
  if (state === 'loaded') return
  if (state === 'half') {
    throw new Error('The demo was cut short while loading. Remove the state directory and start again.')
  }
  const began = Date.now()
  const call = commandLineCall('demo')
  await prepareCast(call)
  const north = await openStaff('nurse', 'clinician')
  const south = await openStaff('nurse.south', 'clinician.south')
  say('Demo: entering the invented patients of study live, importing the cohorts of ovcf and snrb …')
  await Promise.all([
    loadLiveStudy({ NORTH: north.staff, SOUTH: south.staff }, localDate(new Date(), DEMO_SITES[0].timeZone)),
    importCohorts(call, folder),
  ])
  for (const token of [...north.tokens, ...south.tokens]) await endSession(token)
  await markDemoLoaded()
  say(`Demo: loaded in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/** The finished cohorts, from the files that come with the program. */
async function importCohorts(call: Call, folder: string): Promise<void> {
  const readFile = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  for (const study of ['ovcf', 'snrb']) {
    const mapping: unknown = JSON.parse(Buffer.from(readFile(`${study}.mapping.json`)).toString('utf8'))
    const fileName = `study-${study}-wide.csv`
    await importCohort(call, study, readFile(fileName), mapping, { dryRun: false, fileName, readFile })
  }
}

async function openStaff(nurse: string, clinician: string): Promise<{ staff: Staff; tokens: string[] }> {
  const first = await openCall(nurse)
  const second = await openCall(clinician)
  return { staff: { nurse: first.call, clinician: second.call }, tokens: [first.token, second.token] }
}

async function openCall(username: string): Promise<{ call: Call; token: string }> {
  const { token } = await signIn(username, DEMO_PASSWORD, 'demo')
  const actor = await findActor(token)
  if (!actor) throw new Error(`${username} is not in the cast`)
  return { call: { actor, request: newId() }, token }
}
