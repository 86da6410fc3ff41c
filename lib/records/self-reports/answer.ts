import type { Bilingual, Instrument } from '@/lib/codebook/item'
import { hasUrgentSign } from '@/lib/instruments/self-report'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { readShelf, readShelfOf } from '../instruments/read-shelf'
import { newId } from '../ids'
import { systemCall } from '../system-call'
import { narrow } from '../transaction'
import { checkTold, listForms, readAsked, sealAnswers, unsealAnswers, type Told } from './answers'
import { callOf, holdLink, openLink } from './find-link'
import { raiseUrgent } from './raise-urgent'

/** What a patient's page shows: no name, no arm, no study. */
export interface PatientPage {
  readonly language: 'zh-CN' | 'en'
  readonly allows: 'self' | 'either'
  readonly site: Bilingual
  readonly phone: string | null
  readonly forms: readonly Instrument[]
  readonly draft: (Told & { readonly version: number }) | null
}

interface Sent extends Told {
  readonly token: string
}

/** The page of a token. Reading changes nothing. */
export async function openSelfReport(token: string, address: string): Promise<PatientPage> {
  return openLink({ token, address }, async (tx, link) => {
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: link.siteId } })
    const draft = await tx.db.selfReportDraft.findUnique({ where: { linkId: link.id } })
    return {
      language: link.language,
      allows: link.allows,
      site: { zh: site.nameZh, en: site.nameEn },
      phone: site.phone,
      forms: listForms(await readShelfOf(tx, link.studyId), readAsked(link.forms)),
      draft: draft && { ...unsealAnswers(link.id, draft.ciphertext), version: draft.version },
    }
  })
}

/** Keeps what has been answered so far. Of two windows the later one is told that the other went on. */
export async function saveSelfReport(
  call: Call,
  { token, version, ...told }: Sent & { readonly version: number },
  address: string,
): Promise<Done> {
  const link = await openLink({ token, address, key: call.replay?.key ?? null }, async (_tx, one) => one)
  return change(callOf(link, call), 'self_report.answer', { study: link.slug }, async (wide) => {
    const tx = await narrow(wide, link.siteId)
    const { openedAt } = await holdLink(tx, link.id)
    checkTold(listForms(await readShelf(tx), readAsked(link.forms)), told, {
      allows: link.allows,
      whole: false,
    })
    const stored = await tx.db.selfReportDraft.findUnique({ where: { linkId: link.id } })
    if ((stored?.version ?? 0) !== version) {
      throw new Problem('conflict', { extra: { current: { version: stored?.version ?? 0 } } })
    }
    const data = { ciphertext: sealAnswers(link.id, told), savedAt: tx.now }
    const { id: linkId, siteId, studyId } = link
    await tx.db.selfReportDraft.upsert({
      where: { linkId },
      create: { linkId, siteId, studyId, ...data, version: 1, startedAt: tx.now },
      update: { ...data, version: { increment: 1 } },
    })
    if (!openedAt) {
      await tx.db.selfReportLink.update({
        where: { id: linkId },
        data: { openedAt: tx.now, version: { increment: 1 } },
      })
    }
    return { id: linkId, version: version + 1 }
  })
}

/** Sends the answers; the link is used with that. What cannot wait is raised at once, before anybody accepts anything. */
export async function sendSelfReport(call: Call, { token, ...told }: Sent, address: string): Promise<Done> {
  const link = await openLink({ token, address, key: call.replay?.key ?? null }, async (_tx, one) => one)
  return change(callOf(link, call), 'self_report.answer', { study: link.slug }, async (wide) => {
    const tx = await narrow(wide, link.siteId)
    await lockEnrolment(tx, link.enrolmentId)
    const { openedAt } = await holdLink(tx, link.id)
    checkTold(listForms(await readShelf(tx), readAsked(link.forms)), told, {
      allows: link.allows,
      whole: true,
    })
    const draft = await tx.db.selfReportDraft.findUnique({ where: { linkId: link.id } })
    const id = newId()
    const { siteId, studyId, enrolmentId, visitId } = link
    await tx.db.selfReport.create({
      data: {
        id,
        siteId,
        studyId,
        enrolmentId,
        visitId,
        linkId: link.id,
        answers: sealAnswers(link.id, told),
        mode: told.mode,
        relation: told.relation,
        language: link.language,
        urgent: hasUrgentSign(told.answers),
        startedAt: draft?.startedAt ?? openedAt ?? tx.now,
        finishedAt: tx.now,
        state: 'sent',
      },
    })
    await tx.db.selfReportLink.update({
      where: { id: link.id },
      data: { usedAt: tx.now, openedAt: openedAt ?? tx.now, version: { increment: 1 } },
    })
    await tx.db.selfReportDraft.deleteMany({ where: { linkId: link.id } })
    await raiseUrgent(tx, link, told.answers)
    return { id, version: 1 }
  })
}

/** What nobody will send any more is thrown away two weeks after the link has ended. */
const KEPT_DAYS = 14

export async function purgeSelfReportDrafts(): Promise<number> {
  return reading(systemCall('housekeeping'), 'self_report.purge', 'across', async (tx) => {
    const before = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000)
    return tx.db.$executeRaw`
      delete from self_report_draft d using self_report_link l
      where l.id = d.link_id and (l.expires_at < ${before} or l.revoked_at < ${before})`
  })
}
