/** Dates that cannot follow each other, and what contradicts who the patient is. They need no protocol text. */
import { findVisit } from '../protocol-read'
import type { CheckContext, CheckEntry, Finding, Severity } from './finding'
import { nameVisit } from './finding'

export function checkCourse(context: CheckContext): Finding[] {
  return [
    ...checkDates(context),
    ...checkVisitDates(context),
    ...checkDeath(context),
    ...checkPerson(context),
  ]
}

function checkDates({ enrolledOn, operatedOn, dischargedOn, entries }: CheckContext): Finding[] {
  const findings: Finding[] = []
  if (operatedOn !== null && operatedOn < enrolledOn) {
    findings.push({
      ...ofCourse('operation-before-enrolment', 'soft', null, 'performedOn'),
      text: {
        zh: `手术日期 ${operatedOn} 早于入组日期 ${enrolledOn}`,
        en: `The operation of ${operatedOn} lies before the enrolment of ${enrolledOn}`,
      },
      ground: { operatedOn, enrolledOn },
    })
  }
  if (operatedOn !== null && dischargedOn !== null && dischargedOn < operatedOn) {
    const told = entries.find(({ instrument }) => instrument === 'discharge')
    findings.push({
      ...ofCourse('discharge-before-operation', 'hard', told?.visit ?? null, 'dischargedOn'),
      text: {
        zh: `出院日期 ${dischargedOn} 早于手术日期 ${operatedOn}`,
        en: `The discharge of ${dischargedOn} lies before the operation of ${operatedOn}`,
      },
      ground: { dischargedOn, operatedOn },
    })
  }
  return findings
}

function checkVisitDates(context: CheckContext): Finding[] {
  const { protocol, operatedOn, enrolledOn } = context
  return context.visits.flatMap(({ code, doneOn }): Finding[] => {
    const plan = findVisit(protocol, code)
    if (!plan || doneOn === null) return []
    const visit = nameVisit(context, code)
    if (plan.anchor === 'index_operation' && operatedOn !== null) {
      if (plan.before ? doneOn <= operatedOn : doneOn >= operatedOn) return []
      return [
        {
          ...ofCourse('visit-before-anchor', 'hard', code, 'doneOn'),
          text: plan.before
            ? {
                zh: `${visit.zh}的日期 ${doneOn} 晚于手术日期 ${operatedOn}`,
                en: `${visit.en} of ${doneOn} lies after the operation of ${operatedOn}`,
              }
            : {
                zh: `${visit.zh}的日期 ${doneOn} 早于手术日期 ${operatedOn}`,
                en: `${visit.en} of ${doneOn} lies before the operation of ${operatedOn}`,
              },
          ground: { doneOn, operatedOn },
        },
      ]
    }
    if (plan.anchor !== 'enrolment' || plan.before || doneOn >= enrolledOn) return []
    return [
      {
        ...ofCourse('visit-before-anchor', 'soft', code, 'doneOn'),
        text: {
          zh: `${visit.zh}的日期 ${doneOn} 早于入组日期 ${enrolledOn}`,
          en: `${visit.en} of ${doneOn} lies before the enrolment of ${enrolledOn}`,
        },
        ground: { doneOn, enrolledOn },
      },
    ]
  })
}

/** A death told as a month or a year is judged by what is told. */
function checkDeath(context: CheckContext): Finding[] {
  const { diedOn } = context
  if (diedOn === null) return []
  return context.visits.flatMap(({ code, doneOn }): Finding[] => {
    if (doneOn === null || doneOn.slice(0, diedOn.length) <= diedOn) return []
    const visit = nameVisit(context, code)
    return [
      {
        ...ofCourse('visit-after-death', 'hard', code, 'doneOn'),
        text: {
          zh: `${visit.zh}的日期 ${doneOn} 晚于死亡日期 ${diedOn}`,
          en: `${visit.en} of ${doneOn} lies after the death of ${diedOn}`,
        },
        ground: { doneOn, diedOn },
      },
    ]
  })
}

const SEX: Readonly<Record<number, 'M' | 'F'>> = { 1: 'M', 2: 'F' }

/** What the form says against the identity, whose values stay out of the text: queries are read more widely. */
function checkPerson({ identity, entries }: CheckContext): Finding[] {
  if (!identity) return []
  return entries
    .filter(({ instrument }) => instrument === 'demographics')
    .flatMap((entry): Finding[] => {
      const { sex, age } = entry.values
      const findings: Finding[] = []
      const told = typeof sex === 'number' ? SEX[sex] : undefined
      if (identity.sex !== null && told !== undefined && told !== identity.sex) {
        findings.push({
          ...ofEntry('sex-differs', 'hard', entry, 'sex'),
          text: { zh: '性别与身份资料不一致', en: 'The sex differs from the identity' },
          ground: { sex, identity: identity.sex },
        })
      }
      const years = identity.ageAtEnrolment
      if (years !== null && typeof age === 'number' && Math.abs(age - years) > 1) {
        findings.push({
          ...ofEntry('age-differs', 'soft', entry, 'age'),
          text: {
            zh: `年龄 ${age} 岁与身份资料中的出生日期不符（相差超过 1 岁）`,
            en: `An age of ${age} does not fit the date of birth in the identity (more than 1 year apart)`,
          },
          ground: { age, identity: years },
        })
      }
      return findings
    })
}

function ofCourse(id: string, severity: Severity, visit: string | null, item: string) {
  return { origin: `own:${id}`, severity, entryId: null, visit, item } as const
}

export function ofEntry(id: string, severity: Severity, entry: CheckEntry, item: string) {
  return { origin: `own:${id}`, severity, entryId: entry.id, visit: entry.visit, item } as const
}
