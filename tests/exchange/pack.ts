import { createTranslator } from 'next-intl'
import { compareGroups } from '@/lib/analysis/compare'
import { layResult } from '@/lib/analysis/lay-result'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { makePlan, type Plan } from '@/lib/analysis/plan'
import type { Translate } from '@/lib/analysis/table-parts'
import type { Dataset } from '@/lib/codebook/dataset'
import { layPack, type PaperPack } from '@/lib/exchange/paper-pack'
import type { Locale } from '@/lib/i18n/locale'
import english from '@/messages/en.json'
import chinese from '@/messages/zh-CN.json'
import { readStudy } from '../analysis/study'

export const NOW = new Date('2026-03-05T10:32:00Z')

/** A text that is not there, or does not parse, fails the test. */
function translator(locale: Locale, namespace?: 'analysis' | 'compare'): Translate {
  const messages = locale === 'en' ? english : chinese
  const onError = (error: Error) => {
    throw error
  }
  const options = { locale, messages, onError, ...(namespace ? { namespace } : {}) }
  return createTranslator(options as never) as Translate
}

/** Nothing but the names of the columns is known. */
const NO_DESK: CompareDesk = { variables: [], visits: [], primary: null, baseline: null, windows: [] }

const studies = new Map<string, Dataset>()

export type PackPlan = Pick<Plan, 'study' | 'rows'> & Partial<Plan>

/** The pack of a plan over the invented patients of a study. */
export function makePack(locale: Locale, part: PackPlan): PaperPack {
  const study = part.study as 'ovcf' | 'snrb'
  const dataset = studies.get(study) ?? readStudy(study)
  studies.set(study, dataset)
  const result = compareGroups(makePlan({ group: { variable: 'group' }, ...part }), dataset)
  const words = { analysis: translator(locale, 'analysis'), compare: translator(locale, 'compare') }
  const source = {
    study,
    planHash: 'a1'.repeat(32),
    datasetHash: 'b2'.repeat(32),
    engine: 'suivi-analysis/test',
    createdAt: NOW,
  }
  return layPack(layResult(result, NO_DESK, locale, words), source, locale, translator(locale))
}
