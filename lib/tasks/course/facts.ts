import type { FactGroup } from '@/components/timeline/view'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Course, CourseEntry } from '@/lib/records/enrolments/course'
import { listHeights } from './height-facts'
import { sayValue, type Language } from './language'
import { instrumentOf } from './panels'

type Fact = FactGroup['facts'][number]

/** The left column: who it is, what was done, what counts as a risk. */
export function listFacts(course: Course, language: Language): FactGroup[] {
  const { say } = language
  return [
    { title: say('course.patient'), facts: listPatientFacts(course, language) },
    ...course.operations.map((operation) => ({
      title: say('course.operationTitle', {
        n: operation.ordinal,
        relation: say(`course.relations.${operation.relation}`),
      }),
      facts: listOperationFacts(course, operation, language),
    })),
    ...listHeights(course, language),
    { title: say('course.risks'), facts: listRisks(course, language) },
  ].filter((group) => group.facts.length > 0)
}

function listPatientFacts(
  { patient, protocol, consent, enrolledOn, unblindings, end }: Course,
  { locale, say }: Language,
): Fact[] {
  const arm = (code: string | null) => {
    const found = code === null ? undefined : findArm(protocol, code)
    return found ? textOf(found.label, locale) : '–'
  }
  const consented =
    consent.by === 'waived' || consent.by === null
      ? say('course.consentWaived')
      : say('course.consentGiven', {
          version: consent.version ?? '',
          on: consent.on ?? '',
          by: say(`course.consentBy.${consent.by}`),
        })
  return [
    ...(patient.name ? [{ label: say('course.name'), value: patient.name }] : []),
    { label: say('course.enrolledOn'), value: formatDate(enrolledOn) },
    {
      label: say('course.plannedArm'),
      value: patient.armHidden ? say('course.armHidden') : arm(patient.plannedArm),
    },
    ...(patient.receivedArm ? [{ label: say('course.receivedArm'), value: arm(patient.receivedArm) }] : []),
    ...(patient.randomisedOn === null
      ? []
      : [{ label: say('course.randomisedOn'), value: formatDate(patient.randomisedOn) }]),
    ...unblindings.map(({ on, by, reason }) => ({
      label: say('course.unblinded'),
      value: [formatDate(on), by, reason].filter(Boolean).join(' · '),
    })),
    { label: say('course.consent'), value: consented },
    ...(patient.endedOn
      ? [
          {
            label: say('course.ended'),
            value: `${formatDate(patient.endedOn)} ${say(`endReasons.${patient.endReason ?? ''}`)}`,
          },
        ]
      : []),
    ...(end.deathRelation
      ? [{ label: say('course.deathRelation'), value: say(`enrolment.end.relations.${end.deathRelation}`) }]
      : []),
    ...(end.deathCause ? [{ label: say('course.deathCause'), value: end.deathCause }] : []),
    ...(end.deathSource
      ? [{ label: say('course.toldBy'), value: say(`enrolment.end.sources.${end.deathSource}`) }]
      : []),
    ...(end.treatmentEndedOn
      ? [{ label: say('course.treatmentEnded'), value: formatDate(end.treatmentEndedOn) }]
      : []),
  ]
}

function listOperationFacts(
  course: Course,
  operation: Course['operations'][number],
  language: Language,
): Fact[] {
  const { say } = language
  const forms = course.entries.filter(
    (one) => one.visitId === null && one.repeatKey === String(operation.ordinal),
  )
  return [
    { label: say('course.operatedOn'), value: formatDate(operation.performedOn) },
    ...(operation.receivedTechnique === null
      ? []
      : [{ label: say('course.technique'), value: sayTechnique(operation, language) }]),
    {
      label: say('course.levels'),
      value: sayLevels(operation.levels, language),
    },
    ...(operation.cause ? [{ label: say('course.cause'), value: operation.cause }] : []),
    ...forms.flatMap((entry) => pick(entry, MEASURED[entry.instrument] ?? [], language)),
  ]
}

/** Levels with their sides; both sides, and a side that was not told, go without saying. */
export function sayLevels(
  levels: Course['operations'][number]['levels'],
  { say }: Pick<Language, 'say'>,
): string {
  return levels
    .map(({ level, side }) =>
      side === 'both' || side === 'unknown' ? level : `${level} ${say(`course.sides.${side}`)}`,
    )
    .join(say('timeline.summary.comma'))
}

/** What was done; what had been planned beside it where that was something else. */
function sayTechnique(
  { plannedTechnique, receivedTechnique }: Course['operations'][number],
  { say }: Language,
): string {
  const name = (technique: string) => say(`operation.techniques.${technique}`)
  if (receivedTechnique === null || plannedTechnique === null) return ''
  return plannedTechnique === receivedTechnique
    ? name(receivedTechnique)
    : say('course.insteadOf', { received: name(receivedTechnique), planned: name(plannedTechnique) })
}

const MEASURED: Readonly<Record<string, readonly string[]>> = {
  operation: ['cement_ml', 'puncture_min', 'fluoro_total'],
  hospital_stay: ['op_minutes', 'blood_loss_ml', 'los_days'],
}

const RISKS: Readonly<Record<string, readonly string[]>> = {
  demographics: ['bmi', 'smoking', 'heavy_work', 'hypertension', 'diabetes'],
  ovcf_baseline: ['site', 'type', 'compression', 'endplate_intact', 'bmd_g_cm2'],
  ldh_baseline: ['segment', 'leg_pain_days', 'bmi_reported'],
  symptoms: ['numbness', 'weakness', 'back_pain'],
  pfirrmann: ['pfirrmann'],
  comorbidity: ['charlson', 'asa_class', 'blood_thinners'],
  risk_factors: ['risk_occupation', 'risk_course_months', 'risk_steroids', 'risk_fragility'],
}

function listRisks(course: Course, language: Language): Fact[] {
  return course.entries.flatMap((entry) => pick(entry, RISKS[entry.instrument] ?? [], language))
}

function pick(entry: CourseEntry, items: readonly string[], language: Language): Fact[] {
  if (items.length === 0) return []
  const instrument = instrumentOf(entry)
  return items.flatMap((name) => {
    const item = instrument.items.find((one) => one.name === name)
    const value = entry.scores[name]?.value ?? entry.values[name]
    if (!item || value === undefined || value === null) return []
    return [
      { label: textOf(item.label, language.locale), value: sayValue(instrument, name, value, language) },
    ]
  })
}
