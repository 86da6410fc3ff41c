// One person who enters data without pause, and the book of what was promised to that person.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const SAVES_A_PATIENT = 40
const DAY = 86_400_000
const PATIENCE = 90_000
// Answers after which the client does not know, or must come again: same key, same body.
const UNSETTLED = new Set([408, 429, 500, 502, 503, 504])

const isoDay = (ago) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10)

/** What every writer shares: whether to go on, whether the house stands, and the book. */
export function openBook() {
  return {
    stopped: false,
    /** Writers at work; one that met a fault has stopped. */
    writing: 0,
    /** Requests under way: { answered }. */
    open: new Set(),
    /** Each acknowledged write: { kind, key, id, version, values? }. */
    acknowledged: [],
    /** Requests whose first answer never came, and what their repetition said. */
    retried: { sent: 0, replayed: 0, applied: 0 },
    unanswered: 0,
    faults: [],
  }
}

/**
 * Sends one write until the server has settled it. A connection that broke is tried again with the same key,
 * which is what the browser does when Save is pressed again.
 */
async function settle(book, person, method, path, body) {
  const key = randomUUID()
  const began = Date.now()
  let lost = false
  for (;;) {
    const sent = { answered: false }
    book.open.add(sent)
    try {
      if (lost) book.retried.sent += 1
      const answer = await person.call(method, path, body, { key })
      sent.answered = true
      if (answer.status === 200 || answer.status === 201) {
        if (lost) book.retried[answer.body.replayed ? 'replayed' : 'applied'] += 1
        return { key, ...answer.body }
      }
      const inProgress = answer.status === 409 && answer.body.code === 'in_progress'
      if (!inProgress && !UNSETTLED.has(answer.status)) {
        book.faults.push(`${method} ${path}: ${answer.status} ${answer.body?.code} ${answer.body?.detail}`)
        return null
      }
    } catch {
      // No whole answer: it may have been saved or not.
    } finally {
      book.open.delete(sent)
    }
    if (!lost) book.unanswered += 1
    lost = true
    if (Date.now() - began > PATIENCE) {
      book.faults.push(`${method} ${path}: not settled within ${PATIENCE / 1000} s`)
      return null
    }
    await wait(150)
  }
}

async function makePatient(book, person) {
  const made = await settle(book, person, 'POST', '/studies/live/patients', {
    identity: { name: `虚构${randomUUID().slice(0, 6)}` },
    notDuplicate: true,
  })
  if (!made) return null
  book.acknowledged.push({ kind: 'patient', key: made.key, id: made.id, version: made.version })
  const enrolled = await settle(book, person, 'POST', '/studies/live/enrolments', {
    patientId: made.id,
    enrolledOn: isoDay(5),
    plannedArm: 'pvp',
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on: isoDay(5), by: 'patient', relation: null },
  })
  if (!enrolled) return null
  book.acknowledged.push({
    kind: 'enrolment',
    key: enrolled.key,
    id: enrolled.id,
    version: enrolled.version,
  })
  return enrolled.id
}

/** Finds the pre-operative visit of an enrolment; reading may be repeated freely. */
async function findVisit(person, enrolmentId) {
  const began = Date.now()
  while (Date.now() - began < PATIENCE) {
    try {
      const { status, body } = await person.call('GET', `/studies/live/enrolments/${enrolmentId}`)
      if (status === 200) return body.visits.find((visit) => visit.code === 'pre').id
    } catch {
      // the house is down
    }
    await wait(150)
  }
  throw new Error('The visits of an enrolment cannot be read.')
}

/** Enters patients and saves one form of each again and again, until the book is stopped. */
export async function write(book, person) {
  book.writing += 1
  try {
    await enter(book, person)
  } catch (error) {
    book.faults.push(error.message)
  } finally {
    book.writing -= 1
  }
}

async function enter(book, person) {
  while (!book.stopped) {
    const enrolmentId = await makePatient(book, person)
    if (!enrolmentId) return
    const visitId = await findVisit(person, enrolmentId)
    let version = 0
    for (let i = 0; i < SAVES_A_PATIENT && !book.stopped; i += 1) {
      const values = { vas_back_rest: i % 11, vas_back_activity: (i * 7) % 11 }
      const saved = await settle(book, person, 'POST', '/studies/live/entries', {
        enrolmentId,
        visitId,
        instrument: 'pain',
        repeatKey: '',
        version,
        values,
        reasons: {},
        visit: { doneOn: isoDay(5), doneTime: null, mode: 'in_person' },
      })
      if (!saved) return
      if (saved.version !== version + 1)
        book.faults.push(`entry ${saved.id}: version ${saved.version} after ${version}`)
      version = saved.version
      book.acknowledged.push({ kind: 'entry', key: saved.key, id: saved.id, version, values })
    }
  }
}
