// Where the registry of a state directory answers just now, for whoever asks from another terminal.
import { join } from 'node:path'
import { describeProcess } from './lock.mjs'
import { readJson, writePrivate } from './state.mjs'

const FILE = 'served.json'

export function noteServed(state, address) {
  writePrivate(join(state, FILE), `${JSON.stringify({ process: describeProcess(process.pid), address })}\n`)
}

/** Address of the running registry; undefined when none runs. */
export function readServed(state) {
  const noted = readJson(join(state, FILE))
  const pid = Number.parseInt(noted?.process ?? '', 10)
  return pid > 0 && describeProcess(pid) === noted.process ? noted.address : undefined
}
