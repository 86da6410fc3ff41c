import type { AlertView, FactGroup, FlagView, TimelineView, VisitTask } from '@/components/timeline/view'
import { can } from '@/lib/access/actor'
import { daysBetween } from '@/lib/codebook/dates'
import type { CourseEvent, CourseVisit } from '@/lib/figures/timeline-input'
import type { CourseFinding } from '@/lib/figures/timeline-words'
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { isNotice, nameAlert } from '@/lib/protocol/rules/notices'
import type { Evidence } from '@/lib/protocol/rules/rule'
import { saySource } from '@/lib/protocol/rules/sources'
import type { Call } from '@/lib/records/call'
import { listAlerts, type AlertRow } from '@/lib/records/complications/alerts'
import { listComplications, type ComplicationRow } from '@/lib/records/complications/complications'
import { getCourse, type Course } from '@/lib/records/enrolments/course'
import { listFacts, sayLevels } from './facts'
import type { Language } from './language'
import { anchorOf, drawMeasures } from './panels'

export interface CoursePage {
  readonly course: Course
  readonly view: TimelineView
}

/** One patient's whole course as the timeline shows it. */
export async function viewCourse(
  call: Call,
  study: string,
  code: string,
  language: Language,
): Promise<CoursePage> {
  const course = await getCourse(call, study, code)
  const { enrolmentId } = course.patient
  // Who judges outcomes sees neither complications, which may tell the arm, nor what was noted of them.
  const complications = can(call.actor, 'complication.list', study)
    ? await listComplications(call, study, { enrolmentId, page: 1 })
    : { rows: [] }
  const alerts = can(call.actor, 'alert.list', study)
    ? await listAlerts(call, study, { enrolmentId, open: true, page: 1 })
    : { rows: [] }
  const measures = drawMeasures(course, language)
  const days = measures.flatMap(({ change }) => (change.day === null ? [] : [change.day]))
  const { say } = language
  return {
    course,
    view: {
      study,
      code: course.patient.code,
      facts: [...listFacts(course, language), ...listRecordFacts(course, language)],
      summary: {
        anchor: course.patient.operatedOn ? 'operation' : 'enrolment',
        day: days.length > 0 ? Math.max(...days) : null,
        changes: measures.map(({ change }) => change),
        findings: listFindings(complications.rows, language),
      },
      course: {
        axisLabel: say(course.patient.operatedOn ? 'course.axisOperation' : 'course.axisEnrolment'),
        panels: measures.map(({ panel }) => panel),
        visits: listVisits(course, language),
        events: listEvents(course, complications.rows, language),
        ...(course.followUpClosed || course.patient.endedOn
          ? {}
          : { today: daysBetween(anchorOf(course), course.patient.today) }),
      },
      flags: complications.rows
        .filter((row) => row.status === 'proposed')
        .map((row) => viewFlag(course, study, row, language)),
      alerts: alerts.rows.map((row) => viewAlert(course, study, row, language)),
      visits: listTasks(course, study, language),
      recorded: listRecorded(course, study, language),
      mayAdjudicate: can(call.actor, 'complication.adjudicate', study),
      mayAcknowledge: can(call.actor, 'alert.acknowledge', study),
    },
  }
}

function nameVisit(course: Course, code: string, { locale }: Language): string {
  const plan = course.protocol.visits.find((one) => one.code === code)
  return plan ? textOf(plan.short, locale) : code
}

function nameComplication(type: string, { locale }: Language): string {
  const found = findComplicationType(type)
  return found ? textOf(found.label, locale) : type
}

function listVisits(course: Course, language: Language): CourseVisit[] {
  const anchor = anchorOf(course)
  return course.visits.map((visit) => {
    const on = visit.doneOn ?? visit.targetOn
    return {
      label: nameVisit(course, visit.code, language),
      day: on === null ? null : daysBetween(anchor, on),
      ...(visit.firstDay && visit.lastDay
        ? { window: { from: daysBetween(anchor, visit.firstDay), to: daysBetween(anchor, visit.lastDay) } }
        : {}),
      state: visit.state,
      stateLabel: language.say(`visitState.${visit.state}`),
    }
  })
}

/** Which visits are signed and which are locked, in a line each. */
function listRecordFacts(course: Course, language: Language): FactGroup[] {
  const facts = (['signed', 'locked'] as const).flatMap((mark) => {
    const visits = course.visits.filter((visit) => visit[mark])
    const value = visits.map(({ code }) => nameVisit(course, code, language)).join(' · ')
    return visits.length > 0 ? [{ label: language.say(`matrix.cell.${mark}`), value }] : []
  })
  return facts.length > 0 ? [{ title: language.say('correct.record'), facts }] : []
}

function listEvents(
  course: Course,
  complications: readonly ComplicationRow[],
  language: Language,
): CourseEvent[] {
  const anchor = anchorOf(course)
  const { say } = language
  return [
    ...course.operations.map((operation) => ({
      day: daysBetween(anchor, operation.performedOn),
      kind: 'operation' as const,
      // The index operation is what the days count from; of a later one it matters where.
      label:
        operation.relation === 'index'
          ? say('course.relations.index')
          : `${say(`course.relations.${operation.relation}`)} ${sayLevels(operation.levels, language)}`,
      status: 'confirmed' as const,
    })),
    ...(course.endedDay === null
      ? []
      : [
          {
            day: daysBetween(anchor, course.endedDay),
            kind: 'end' as const,
            label: say(`endReasons.${course.patient.endReason ?? 'lost'}`),
            status: 'confirmed' as const,
          },
        ]),
    ...complications.flatMap((row) =>
      row.detectedOn === null
        ? []
        : [
            {
              day: daysBetween(anchor, row.detectedOn),
              kind: 'complication' as const,
              label: [nameComplication(row.type, language), row.level].filter(Boolean).join(' '),
              status: row.status,
              statusLabel: say(`course.status.${row.status}`),
            },
          ],
    ),
  ]
}

/** Rejected proposals are no findings; they stand in the table of events. */
function listFindings(rows: readonly ComplicationRow[], language: Language): CourseFinding[] {
  const counted = rows.filter((row) => row.status !== 'rejected')
  return [...new Set(counted.map((row) => row.type))].map((type) => {
    const own = counted.filter((row) => row.type === type)
    const levels = [...new Set(own.flatMap((row) => (row.level ? [row.level] : [])))]
    const states = [...new Set(own.map((row) => row.status))].map((status) =>
      language.say(`course.status.${status}`),
    )
    return {
      label: nameComplication(type, language),
      count: own.length,
      local: levels.length > 0,
      details: [...levels, ...states],
    }
  })
}

function sayEvidence(evidence: readonly Evidence[], { locale, say }: Language) {
  return evidence.map(({ key, params, source }) => ({
    text: say(`rules.${key}`, { ...params }),
    source: saySource(source, locale),
  }))
}

function entryHref(
  course: Course,
  study: string,
  visitCode: string | null,
  instrument?: string,
): { href?: string } {
  const visit = course.visits.find((one) => one.code === visitCode)
  const form = instrument ?? visit?.forms.next
  return visit && form ? { href: `/${study}/visits/${visit.id}/${form}` } : {}
}

function viewFlag(course: Course, study: string, row: ComplicationRow, language: Language): FlagView {
  const place = [row.level, row.visitCode && nameVisit(course, row.visitCode, language)].filter(Boolean)
  return {
    id: row.id,
    version: row.version,
    label: nameComplication(row.type, language),
    ...(place.length > 0 ? { place: place.join(' · ') } : {}),
    origin: row.ruleId
      ? `${row.ruleId} v${row.ruleVersion ?? 1}`
      : language.say(row.source === 'rule' ? 'complications.source.rule' : 'course.reported'),
    evidence: sayEvidence(row.evidence, language),
    ...entryHref(course, study, row.visitCode),
    ...(row.readers === 2 || row.blind ? { judgeAt: `/${study}/complications/${row.id}` } : {}),
  }
}

function viewAlert(course: Course, study: string, row: AlertRow, language: Language): AlertView {
  return {
    id: row.id,
    version: row.version,
    label: language.say(`rules.alerts.${nameAlert(row)}`),
    urgent: row.urgent,
    forClinician: isNotice(row.ruleId),
    ...(row.visitCode ? { place: nameVisit(course, row.visitCode, language) } : {}),
    evidence: sayEvidence(row.evidence, language),
    ...entryHref(course, study, row.visitCode),
  }
}

/** Visits that ask for something: open, late, missed, or done with forms still lacking. */
function listTasks(course: Course, study: string, language: Language): VisitTask[] {
  if (course.followUpClosed) return []
  return course.visits.flatMap((visit) => {
    const waits = visit.state === 'open' || visit.state === 'late' || visit.state === 'missed'
    const lacks = visit.doneOn !== null && visit.forms.complete < visit.forms.required
    if (!waits && !lacks) return []
    const { href } = entryHref(course, study, visit.code)
    return [
      {
        id: visit.id,
        label: nameVisit(course, visit.code, language),
        state: visit.state,
        ...(lacks
          ? { note: language.say('course.formsLacking', { n: visit.forms.required - visit.forms.complete }) }
          : visit.state === 'open' && visit.daysToClose !== null
            ? { note: language.say('course.daysLeft', { n: visit.daysToClose }) }
            : visit.state === 'missed' && href
              ? // What took place in time and stands on paper only is entered with its true date.
                { note: language.say('course.stillEntered') }
              : {}),
        ...(href ? { href } : {}),
      },
    ]
  })
}

/** Visits that ask for nothing more; a clinician opens them from here to read and to sign. */
function listRecorded(course: Course, study: string, language: Language): VisitTask[] {
  return course.visits.flatMap((visit) => {
    if (visit.doneOn === null || (!course.followUpClosed && visit.forms.complete < visit.forms.required))
      return []
    const marks = (['signed', 'locked'] as const).filter((mark) => visit[mark])
    const note = marks.map((mark) => language.say(`matrix.cell.${mark}`)).join(' · ')
    return [
      {
        id: visit.id,
        label: nameVisit(course, visit.code, language),
        state: visit.state,
        ...(note ? { note } : {}),
        ...entryHref(course, study, visit.code),
      },
    ]
  })
}
