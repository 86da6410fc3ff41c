// `npm run fault [-- --rounds 3 --writers 6 --seconds 8 --keep]`: a stream of saves over HTTP, killed in the middle.
// Nothing that was acknowledged may be missing, nothing may be there twice. Not part of `npm test`: it takes minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBundle, ensureWeb, ROOT } from '../../bin/build.mjs'
import { checkNode, ensureInstalled } from '../../bin/install.mjs'
import { Refusal, runMain, say } from '../../bin/step.mjs'

const PASSWORD = 'follow the spine 2026'
const CAST = ['nurse', 'nurse.south', 'clinician', 'clinician.south']

function readNumber(text, name) {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number <= 1000) return number
  throw new Refusal(`--${name} is a whole number from 1 to 1000.`)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      writers: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '8' },
      keep: { type: 'boolean', default: false },
    },
  })
  return {
    rounds: readNumber(values.rounds, 'rounds'),
    writers: readNumber(values.writers, 'writers'),
    seconds: readNumber(values.seconds, 'seconds'),
    keep: values.keep,
  }
}

// The house that stands is always `place.house`, so that the end stops it whatever happens.
async function runStream(place, { startHouse, wait }) {
  const { state, port, book, rounds, seconds } = place
  const table = []
  for (let round = 1; round <= rounds; round += 1) {
    await wait(seconds * 1000 * (0.7 + 0.6 * Math.random()))
    const before = { acknowledged: book.acknowledged.length, unanswered: book.unanswered }
    const inFlight = book.open.size
    const killed = await place.house.crash()
    const since = Date.now()
    place.house = await startHouse(state, port)
    const firstAfter = await waitForAcknowledged(book, before.acknowledged, wait)
    table.push({
      event: `kill -9, round ${round}`,
      'acknowledged before': before.acknowledged,
      'in flight': inFlight,
      'processes killed': killed,
      'ready after s': place.house.seconds.toFixed(1),
      'first save after s': ((firstAfter - since) / 1000).toFixed(1),
      unanswered: book.unanswered - before.unanswered,
    })
    say(`round ${round}: ${killed} processes killed, ready again after ${place.house.seconds.toFixed(1)} s`)
  }
  await wait(seconds * 1000)
  return table
}

async function waitForAcknowledged(book, count, wait) {
  const deadline = Date.now() + 60_000
  while (book.acknowledged.length <= count && book.writing > 0 && Date.now() < deadline) await wait(20)
  if (book.acknowledged.length <= count) book.faults.push('no save succeeded after the restart')
  return Date.now()
}

/** SIGTERM while people save: what is under way ends with an answer, the rest is told to come back. */
async function stopUnderLoad(place, { startHouse, wait }) {
  const { state, port, book } = place
  const underWay = [...book.open]
  const before = book.acknowledged.length
  const unanswered = book.unanswered
  const ended = await place.house.stop()
  const during = book.acknowledged.length - before
  await wait(300)
  place.house = await startHouse(state, port)
  await waitForAcknowledged(book, book.acknowledged.length, wait)
  return {
    ended,
    row: {
      event: 'SIGTERM under load',
      'acknowledged before': before,
      'in flight': underWay.length,
      'of these answered': underWay.filter((one) => one.answered).length,
      'saved while stopping': during,
      'turned away': book.unanswered - unanswered,
      'stopped after s': ended.seconds.toFixed(1),
      exit: ended.code,
      'database left running': ended.databaseLeft,
      'ready after s': place.house.seconds.toFixed(1),
    },
  }
}

await runMain(async () => {
  checkNode()
  const options = readOptions()
  await ensureInstalled(ROOT)
  await ensureWeb()
  await ensureBundle('cli')
  const { askDatabase, findFreePort, startHouse, wait } = await import('./house.mjs')
  const { signIn } = await import('./person.mjs')
  const { openBook, write } = await import('./writer.mjs')
  const { checkHouse, MUST_BE_ZERO } = await import('./check.mjs')

  const state = mkdtempSync(join(tmpdir(), 'suivi-fault-'))
  const port = await findFreePort()
  const book = openBook()
  const place = { state, port, book, ...options }
  try {
    place.house = await startHouse(state, port)
    const people = []
    for (let i = 0; i < options.writers; i += 1)
      people.push(await signIn(port, CAST[i % CAST.length], PASSWORD))
    // What the demo was filled with comes before.
    const [{ since }] = await askDatabase(state, 'select now() as since')
    say(`${people.length} writers, ${options.rounds} rounds …`)
    const began = Date.now()
    const work = people.map((person) => write(book, person))
    const rounds = await runStream(place, { startHouse, wait })
    const stopped = await stopUnderLoad(place, { startHouse, wait })
    book.stopped = true
    await Promise.all(work)
    for (const person of people) person.close()
    const seconds = (Date.now() - began) / 1000

    const ids = await askDatabase(
      state,
      `select 'person:' || id as id from person where username = any ($1)`,
      [CAST],
    )
    const found = await checkHouse(state, book, { actors: ids.map(({ id }) => id), since })
    console.table(rounds)
    console.table([stopped.row])
    console.table({ ...found, ...prefix('repeated: ', book.retried), 'seconds in all': Math.round(seconds) })
    for (const fault of book.faults.slice(0, 20)) console.log(fault)
    const bad = MUST_BE_ZERO.filter((name) => found[name] !== 0)
    if (stopped.row['of these answered'] < stopped.row['in flight']) bad.push('in flight at SIGTERM')
    if (stopped.ended.code !== 0) bad.push('exit of SIGTERM')
    if (stopped.ended.databaseLeft) bad.push('database left running')
    if (book.faults.length > 0) bad.push(`${book.faults.length} unexpected answers`)
    console.log(bad.length === 0 ? 'Nothing lost, nothing doubled.' : `NOT WHOLE: ${bad.join(', ')}`)
    return bad.length === 0 ? 0 : 1
  } finally {
    await place.house?.stop()
    if (options.keep) say(`Kept: ${state}`)
    else rmSync(state, { recursive: true, force: true })
  }
})

function prefix(text, record) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [text + name, value]))
}
