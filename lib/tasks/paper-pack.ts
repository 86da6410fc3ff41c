import { createTranslator } from 'next-intl'
import { layResult } from '@/lib/analysis/lay-result'
import type { Plan } from '@/lib/analysis/plan'
import type { Translate } from '@/lib/analysis/table-parts'
import { DOCX_TYPE, writeDocx } from '@/lib/exchange/docx-write'
import { packSheets } from '@/lib/exchange/pack-sheets'
import { layPack, type PaperPack } from '@/lib/exchange/paper-pack'
import { XLSX_TYPE } from '@/lib/exchange/xlsx-parts'
import { writeXlsx } from '@/lib/exchange/xlsx-write'
import type { Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import type { Call } from '@/lib/records/call'
import { layDesk, openComparison } from './compare-desk'

export interface PackRequest {
  readonly format: 'docx' | 'xlsx'
  readonly locale: Locale
  /** The plan's own when nothing is said. */
  readonly layout?: Plan['layout'] | undefined
}

export interface PackFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * A comparison as it stands in the registry, as a journal wants it. It says nothing its page does not show, so it leaves
 * no line of its own: the comparison has one. The same comparison gives the same bytes.
 */
export async function makePaperPack(
  call: Call,
  study: string,
  id: string,
  { format, locale, layout }: PackRequest,
): Promise<PackFile> {
  const saved = await openComparison(call, study, id)
  const desk = await layDesk(call, study)
  const { plan, result, planHash } = saved
  const shown = layout === undefined ? result : { ...result, plan: { ...result.plan, layout } }
  const translate = createTranslator({ locale, messages: await loadMessages(locale) }) as unknown as Translate
  const within =
    (namespace: string): Translate =>
    (key, params) =>
      translate(`${namespace}.${key}`, params)
  const laid = layResult(shown, desk, locale, { analysis: within('analysis'), compare: within('compare') })
  const createdAt = new Date(saved.createdAt)
  const pack = layPack(laid, { ...saved, study, createdAt }, locale, translate)
  const shape = layout === undefined || layout === plan.layout ? '' : `-${layout}`
  return {
    name: `${study}-${planHash.slice(0, 8)}${shape}-${locale === 'en' ? 'en' : 'zh'}.${format}`,
    type: format === 'docx' ? DOCX_TYPE : XLSX_TYPE,
    bytes: format === 'docx' ? await writeDocx(pack, createdAt) : writeWorkbook(pack),
  }
}

function writeWorkbook(pack: PaperPack): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([...writeXlsx(packSheets(pack))]))
}
