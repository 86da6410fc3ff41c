import { randomUUID } from 'node:crypto'
import { type Instrument, type ItemValue, type Values } from '@/lib/codebook/item'
import { visibleItems } from '@/lib/codebook/visibility'
import type { Call } from '@/lib/records/call'
import { openSelfReport, saveSelfReport, sendSelfReport } from '@/lib/records/self-reports/answer'
import { inviteSelfReport, type Invitation } from '@/lib/records/self-reports/invite'
import { deriveToken } from '@/lib/records/self-reports/token'
import { systemCall } from '@/lib/records/system-call'
import type { MadePatient } from './patient'

/** A request of somebody whom nobody knows. */
export function nobodyCalls(key: string = randomUUID()): Call {
  return { ...systemCall('nobody'), replay: { key, bodyHmac: 'body' } }
}

export const ADDRESS = 'test self-report'

export async function invite(
  call: Call,
  patient: MadePatient,
  visit: string,
  more: Partial<Invitation> = {},
): Promise<{ id: string; token: string }> {
  const { id } = await inviteSelfReport(call, patient.study, {
    visitId: patient.visits[visit] ?? '',
    language: 'zh-CN',
    allows: 'either',
    days: 7,
    forms: null,
    ...more,
  })
  return { id, token: deriveToken(id) }
}

type Answers = Record<string, Record<string, ItemValue>>

/** The least answer to everything that is asked: no pain, "no", the first of the answers. */
export function answerAll(forms: readonly Instrument[], changed: Answers = {}): Answers {
  return Object.fromEntries(
    forms.map((form) => {
      const values: Record<string, ItemValue> = {}
      for (const item of form.items) {
        if (!visibleItems(form, values as Values).has(item.name)) continue
        const told = changed[form.id]?.[item.name]
        if (told !== undefined) values[item.name] = told
        else if (item.required) values[item.name] = leastOf(item)
      }
      return [form.id, values]
    }),
  )
}

function leastOf(item: Instrument['items'][number]): ItemValue {
  if (item.kind === 'choice') return item.codes[0]?.code ?? 0
  if (item.kind === 'multi') return [item.codes[0]?.code ?? 0]
  if (item.kind === 'number' || item.kind === 'integer') return item.hard?.min ?? 0
  return { missing: 'unknown' }
}

const SELF = { mode: 'self', relation: null } as const

/** Keeps some answers without sending them. */
export async function begin(token: string, changed: Answers = {}, version = 0): Promise<void> {
  await saveSelfReport(nobodyCalls(), { token, ...SELF, answers: changed, version }, ADDRESS)
}

/** Answers everything and sends it. */
export async function send(token: string, changed: Answers = {}): Promise<Answers> {
  const { forms } = await openSelfReport(token, ADDRESS)
  const answers = answerAll(forms, changed)
  await sendSelfReport(nobodyCalls(), { token, ...SELF, answers }, ADDRESS)
  return answers
}

export interface MadeReports {
  /** Sent and not judged, at version 1. */
  readonly sentId: string
  /** Out and begun, at version 2. */
  readonly outId: string
}

/** What the visit before the operation was answered, and a link that is out for day 1. */
export async function makeReports(call: Call, patient: MadePatient): Promise<MadeReports> {
  const sent = await invite(call, patient, 'pre', { forms: ['odi'] })
  await send(sent.token)
  const out = await invite(call, patient, 'd1', { forms: ['pain'] })
  await begin(out.token, { pain: { vas_back_rest: 2 } })
  return { sentId: sent.id, outId: out.id }
}
