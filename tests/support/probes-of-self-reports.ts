import type { Call } from '@/lib/records/call'
import { inviteSelfReport, readInvitePage, revokeSelfReport } from '@/lib/records/self-reports/invite'
import { acceptSelfReport, getSelfReport, rejectSelfReport } from '@/lib/records/self-reports/review'
import type { Target } from './probes'

/** Functions about self-reports that take an id, asked for the target's. */
export function listSelfReportProbes(call: Call, study: string, target: Target) {
  const visitId = target.visits.d1 ?? ''
  const wanted = { visitId, language: 'en', allows: 'self', days: 7, forms: null } as const
  return {
    inviteSelfReport: () => inviteSelfReport(call, study, wanted),
    readInvitePage: () => readInvitePage(call, study, visitId),
    revokeSelfReport: () => revokeSelfReport(call, study, target.outId, { version: 2 }),
    getSelfReport: () => getSelfReport(call, study, target.sentId),
    acceptSelfReport: () =>
      acceptSelfReport(call, study, target.sentId, {
        version: 1,
        forms: [{ id: 'odi', entryVersion: 0, reasons: {} }],
        correction: null,
      }),
    rejectSelfReport: () =>
      rejectSelfReport(call, study, target.sentId, { version: 1, reason: 'not theirs' }),
  }
}
