'use client'

import { useState } from 'react'
import { addDays } from '@/lib/codebook/dates'
import { formatInstant } from '@/lib/i18n/format-date'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import type { PhoneView } from './view'

export interface Told {
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
}

export interface NextAttempt {
  readonly nextOn: string | null
  readonly nextHour: number | null
}

/** An attempt as it was recorded; what comes next can still be moved. */
export interface Recorded extends Told, NextAttempt {
  readonly id: string
  readonly version: number
  readonly time: string
}

/** Outcomes after which somebody calls again. */
const AGAIN = ['call_back', 'appointment']

/** Records what came of this call, in the words of the contact form. */
export function useContact(view: PhoneView, phoneId: string | null) {
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function record(told: Told): Promise<Recorded | null> {
    const [on = view.today, time = ''] = formatInstant(new Date(), view.timeZone).split(' ')
    const again = told.failure !== null || AGAIN.includes(told.outcome ?? '')
    const hour = view.phones.find(({ id }) => id === phoneId)?.bestHour ?? null
    const next = again ? { nextOn: addDays(on, 1), nextHour: hour } : { nextOn: null, nextHour: null }
    setBusy(true)
    const result = await send<{ id: string; version: number }>({
      method: 'POST',
      path: `/studies/${view.study}/contacts`,
      body: {
        enrolmentId: view.enrolmentId,
        visitId: view.visit.id,
        phoneId,
        happenedOn: on,
        happenedTime: time,
        channel: 'phone',
        ...told,
        note: null,
        ...next,
      },
    })
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
    return result.ok ? { ...told, ...next, id: result.data.id, version: result.data.version, time } : null
  }

  async function amend(recorded: Recorded, next: NextAttempt, note: string | null): Promise<boolean> {
    setBusy(true)
    const result = await send({
      method: 'PATCH',
      path: `/studies/${view.study}/contacts/${recorded.id}`,
      body: { version: recorded.version, note, ...next },
    })
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
    return result.ok
  }

  return { record, amend, busy, problem }
}

export type ContactKeeper = ReturnType<typeof useContact>
