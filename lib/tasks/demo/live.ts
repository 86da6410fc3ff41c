import { addDays } from '@/lib/codebook/dates'
import { dropHidden } from '@/lib/codebook/visibility'
import type { Values } from '@/lib/codebook/item'
import { getInstrument } from '@/lib/instruments/shelf'
import type { Call } from '@/lib/records/call'
import { adjudicateComplication, listComplications } from '@/lib/records/complications/complications'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { getCourse, type Course } from '@/lib/records/enrolments/course'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { addOperation } from '@/lib/records/enrolments/operations'
import { registerPatient } from '@/lib/records/patients/patients'
import { answer, answerOperation, listLevels } from './answers'
import { chase } from './chasing'
import { makeDice, type Dice } from './dice'
import { inventName, SCENARIOS, type Scenario } from './scenario'

const STUDY = 'live'

export interface Staff {
  readonly nurse: Call
  readonly clinician: Call
}

/** Registers, enrols and follows the invented patients, each through the functions people use. */
export async function loadLiveStudy(
  staffAt: Readonly<Record<Scenario['site'], Staff>>,
  today: string,
): Promise<void> {
  const enrolled: { scenario: Scenario; enrolmentId: string }[] = []
  // One after the other, so that study codes follow the order of enrolment.
  for (const scenario of [...SCENARIOS].reverse()) {
    enrolled.push({ scenario, enrolmentId: await enrol(staffAt[scenario.site].nurse, scenario, today) })
  }
  await runTogether(enrolled, 4, ({ scenario, enrolmentId }) =>
    follow(staffAt[scenario.site].nurse, scenario, enrolmentId, today),
  )
  for (const site of ['NORTH', 'SOUTH'] as const) await judge(staffAt[site].clinician)
  await chase(staffAt.NORTH.nurse, today)
}

async function runTogether<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function enrol(nurse: Call, scenario: Scenario, today: string): Promise<string> {
  const { number, daysAgo } = scenario
  const dice = makeDice(number)
  const enrolledOn = addDays(today, daysAgo === null ? -(2 + number) : -(daysAgo + 2))
  const born =
    Number(enrolledOn.slice(0, 4)) - (scenario.arm.endsWith('peld') ? 28 + dice.roll(40) : 60 + dice.roll(28))
  const patient = await registerPatient(nurse, STUDY, {
    site: scenario.site,
    identity: {
      name: inventName(number),
      sex: dice.roll(3) === 0 ? 'M' : 'F',
      birthDate: `${born}-${String(1 + dice.roll(12)).padStart(2, '0')}-15`,
      phone: `1990000${String(1000 + number)}`,
      hospitalNumber: `EX${String(number).padStart(6, '0')}`,
    },
    notDuplicate: true,
  })
  const enrolment = await enrolPatient(nurse, STUDY, {
    patientId: patient.id,
    enrolledOn,
    plannedArm: scenario.arm,
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
  })
  return enrolment.id
}

async function follow(nurse: Call, scenario: Scenario, enrolmentId: string, today: string): Promise<void> {
  const dice = makeDice(scenario.number * 7919)
  if (scenario.fate !== 'undated')
    await fillVisit(nurse, scenario, enrolmentId, 'pre', addDays(today, -(scenario.daysAgo ?? 1) - 1), dice)
  if (scenario.daysAgo === null) return
  const operatedOn = addDays(today, -scenario.daysAgo)
  await operate(nurse, scenario, enrolmentId, operatedOn, dice)
  const course = await getCourse(nurse, STUDY, enrolmentId)
  for (const visit of course.visits) {
    const day = visit.code === 'pre' ? null : chooseDay(scenario, visit, operatedOn, today)
    if (day !== null) await fillVisit(nurse, scenario, enrolmentId, visit.code, day, dice)
  }
  await finish(nurse, scenario, enrolmentId, operatedOn)
}

async function operate(
  nurse: Call,
  scenario: Scenario,
  enrolmentId: string,
  operatedOn: string,
  dice: Dice,
): Promise<void> {
  const technique = scenario.arm.endsWith('peld') ? 'PELD' : 'PVP'
  await addOperation(nurse, STUDY, enrolmentId, {
    relation: 'index',
    performedOn: operatedOn,
    endedTime: scenario.daysAgo === 0 ? null : '11:30',
    plannedTechnique: technique,
    receivedTechnique: technique,
    receivedArm: scenario.arm,
    levels: listLevels(scenario),
    operator: '示例术者',
    cause: null,
  })
  await save(nurse, enrolmentId, null, 'operation', '1', answerOperation(scenario, dice), null)
}

/** The day a visit took place; null when it has not, or never will. */
function chooseDay(
  scenario: Scenario,
  visit: Course['visits'][number],
  operatedOn: string,
  today: string,
): string | null {
  const { firstDay, lastDay, targetOn, code } = visit
  if (!firstDay || !lastDay || !targetOn || scenario.missed.includes(code)) return null
  if (scenario.fate === 'died' && targetOn > addDays(operatedOn, 140)) return null
  if (scenario.fate === 'withdrawn' && targetOn > addDays(operatedOn, 60)) return null
  if (scenario.fate === 'early' && code.startsWith('m') && firstDay <= addDays(today, 4))
    return addDays(firstDay, -5)
  if (scenario.fate === 'late' && code.startsWith('m') && lastDay < today) return addDays(lastDay, 3)
  if (today < firstDay) return null
  if (today <= lastDay) {
    if (!scenario.doneInOpenWindow || code.startsWith('d')) return null
    return targetOn <= today ? targetOn : today
  }
  // Closed a little while ago and not done: these are the late ones on the work list.
  const isStillEnterable =
    code === 'm3' ? today <= addDays(lastDay, 30) : code === 'm12' && today <= addDays(lastDay, 90)
  return isStillEnterable ? null : targetOn
}

async function fillVisit(
  nurse: Call,
  scenario: Scenario,
  enrolmentId: string,
  code: string,
  doneOn: string,
  dice: Dice,
): Promise<void> {
  const course = await getCourse(nurse, STUDY, enrolmentId)
  const visit = course.visits.find((one) => one.code === code)
  const plan = course.protocol.visits.find((one) => one.code === code)
  if (!visit || !plan) return
  const done = {
    doneOn,
    doneTime: code === 'd1' ? '08:30' : code === 'd3' ? '09:00' : null,
    mode: 'in_person' as const,
  }
  for (const { id, required } of plan.instruments) {
    if (!required || !visit.forms.lacking.includes(id)) continue
    const values = answer(id, code, scenario, dice)
    if (!values) continue
    const keys = getInstrument(id).repeat === 'level' ? course.patient.levels : ['']
    const known: Values = id === 'demographics' ? readKnown(course) : {}
    for (const key of keys) await save(nurse, enrolmentId, visit.id, id, key, { ...known, ...values }, done)
  }
}

function readKnown({ patient }: Course): Values {
  return { sex: patient.sex === 'M' ? 1 : 2, age: patient.age ?? 60 }
}

async function save(
  nurse: Call,
  enrolmentId: string,
  visitId: string | null,
  instrument: string,
  repeatKey: string,
  values: Values,
  visit: { doneOn: string; doneTime: string | null; mode: 'in_person' } | null,
): Promise<void> {
  await saveEntry(nurse, STUDY, {
    enrolmentId,
    visitId,
    instrument,
    repeatKey,
    version: 0,
    values: dropHidden(getInstrument(instrument), values),
    reasons: '与患者核对无误',
    visit,
  })
}

async function finish(
  nurse: Call,
  scenario: Scenario,
  enrolmentId: string,
  operatedOn: string,
): Promise<void> {
  const { fate } = scenario
  if (fate === 'died' || fate === 'withdrawn') {
    const { patient } = await getCourse(nurse, STUDY, enrolmentId)
    await endEnrolment(nurse, STUDY, enrolmentId, {
      version: patient.version,
      endedOn: addDays(operatedOn, fate === 'died' ? 145 : 62),
      reason: fate === 'died' ? 'died' : 'withdrawn_follow_up',
      note: fate === 'died' ? '家属电话告知：肺炎（虚构）' : '迁居外地，不愿继续（虚构）',
    })
  }
  if (fate === 'reoperated' || fate === 'contralateral') {
    const levels = listLevels(scenario).map((one) => (fate === 'contralateral' ? turnSide(one) : one))
    const technique = scenario.arm.endsWith('peld') ? 'PELD' : 'PVP'
    await addOperation(nurse, STUDY, enrolmentId, {
      relation: fate === 'contralateral' ? 'contralateral' : 'same_level',
      performedOn: addDays(operatedOn, fate === 'contralateral' ? 40 : 100),
      endedTime: null,
      plannedTechnique: technique,
      receivedTechnique: technique,
      receivedArm: null,
      levels,
      operator: '示例术者',
      cause: fate === 'contralateral' ? '对侧新发症状（虚构）' : '症状复发（虚构）',
    })
  }
}

type Level = ReturnType<typeof listLevels>[number]

function turnSide({ level, side }: Level): Level {
  return { level, side: side === 'left' ? 'right' : side === 'right' ? 'left' : side }
}

/** The clinician has judged some of the proposals; the rest wait. */
async function judge(clinician: Call): Promise<void> {
  const { rows } = await listComplications(clinician, STUDY, { status: 'proposed', page: 1 })
  for (const [index, row] of rows.entries()) {
    if (index % 3 === 0) continue
    const status = index % 7 === 4 ? 'rejected' : 'confirmed'
    await adjudicateComplication(clinician, STUDY, row.id, {
      version: row.version,
      status,
      note: status === 'rejected' ? '疼痛另有原因：肋间神经痛（虚构）' : '',
    })
  }
}
