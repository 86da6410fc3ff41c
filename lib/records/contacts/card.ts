import type { Bilingual } from '@/lib/codebook/item'
import type { Call } from '../call'
import { reading } from '../change'
import { loadEnrolment } from '../enrolments/enrolments'
import { studyOf } from '../transaction'

/** Which department follows the patient, and in which study: what stands at the head of the card. */
export async function getPatientPlace(
  call: Call,
  study: string,
  enrolmentId: string,
): Promise<{ readonly site: Bilingual; readonly phone: string | null; readonly study: Bilingual }> {
  return reading(call, 'enrolment.read', { study }, async (tx) => {
    const { siteId } = await loadEnrolment(tx, enrolmentId)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: siteId } })
    const { titleZh, titleEn } = await tx.db.study.findUniqueOrThrow({ where: { id: studyOf(tx).id } })
    return {
      site: { zh: site.nameZh, en: site.nameEn },
      phone: site.phone,
      study: { zh: titleZh, en: titleEn },
    }
  })
}
