import type { AttemptLine, PhoneView } from '@/components/phone/view'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { readOwn } from '@/lib/instruments/shelf'
import type { ContactRow } from '@/lib/records/contacts/contacts'
import type { PhoneVisit } from '@/lib/records/contacts/phone-visit'

interface Address {
  readonly study: string
  readonly back: string
  readonly caller: string
  readonly locale: Locale
}

/** What the records know of a call, as plain data for the browser. */
export function toPhoneView(page: PhoneVisit, { study, back, caller, locale }: Address): PhoneView {
  const { patient, visit, protocol } = page
  const labels = Object.fromEntries(protocol.visits.map(({ code, label }) => [code, textOf(label, locale)]))
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  const shelf = readOwn(page.own)
  const asked = page.protocol.visits.flatMap(({ instruments }) => instruments)
  return {
    study,
    back,
    caller,
    studyTitle: textOf(page.study, locale),
    siteName: textOf(page.site, locale),
    today: patient.today,
    timeZone: page.timeZone,
    deathHref: `${place}/end?reason=died&source=telephone&from=${encodeURIComponent(back)}`,
    endHref: `${place}/end?from=${encodeURIComponent(back)}`,
    contactsHref: `${place}/contacts`,
    enrolmentId: patient.enrolmentId,
    visit: { id: visit.id, label: labels[visit.code] ?? visit.code, done: visit.doneOn !== null },
    visitLabels: labels,
    patient: {
      patientId: patient.patientId,
      code: patient.code,
      name: patient.name,
      sex: patient.sex,
      age: patient.age,
      phone: patient.phone,
      levels: patient.levels,
      operatedOn: patient.operatedOn,
      day: patient.day,
      endedOn: patient.endedOn,
    },
    phones: page.phones,
    attempts: page.attempts.map((row) => toAttempt(row, labels)),
    attemptsTotal: page.attemptsTotal,
    forms: page.forms.map(({ entry, draft, ...form }) => ({
      ...form,
      entry: entry && {
        version: entry.version,
        values: entry.values,
        reasons: entry.reasons,
        savedAt: entry.savedAt.toISOString(),
        complete: entry.complete,
      },
      draft: draft && { ...draft, savedAt: draft.savedAt.toISOString() },
    })),
    own: page.own,
    untold: page.untold.map((id) => {
      const version = asked.find((one) => one.id === id)?.version ?? 1
      return textOf(shelf.get(id, version).title, locale)
    }),
  }
}

/** One line of the contact log. */
export function toAttempt(row: ContactRow, labels: Readonly<Record<string, string>>): AttemptLine {
  const { id, happenedOn, happenedTime, channel, reached, failure, outcome, note, nextOn, nextHour } = row
  const told = { happenedOn, happenedTime, channel, reached, failure, outcome, note, nextOn, nextHour }
  return {
    id,
    ...told,
    madeByName: row.madeByName,
    version: row.version,
    visitLabel: row.visitCode === null ? null : (labels[row.visitCode] ?? row.visitCode),
  }
}
