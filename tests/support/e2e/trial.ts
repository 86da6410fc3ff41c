import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Api } from './api'

const label = (zh: string, en: string) => ({ zh, en })

/** Two arms of one technique, as in a trial of a nerve-root block before endoscopy; stratified by site and severity. */
export const TRIAL: Partial<Protocol> = {
  design: 'randomised',
  blinding: 'single',
  blinded: ['nurse'],
  arms: [
    { code: 'armblock', label: label('阻滞＋内镜', 'Block, then endoscopy'), technique: 'PELD' },
    { code: 'armplain', label: label('单纯内镜', 'Endoscopy alone'), technique: 'PELD' },
  ],
  criteria: [
    { id: 'adult', kind: 'inclusion', label: label('年龄 ≥ 18 岁', 'Aged 18 or older'), rule: 'age >= 18' },
    { id: 'infection', kind: 'exclusion', label: label('感染', 'Infection') },
  ],
  randomisation: {
    kind: 'blocks',
    ratio: { armblock: 1, armplain: 1 },
    blockSizes: [4, 6, 8],
    bySite: true,
    strata: [
      {
        code: 'severity',
        label: label('腿痛程度', 'Leg pain'),
        answers: [
          { code: 'moderate', label: label('中度', 'moderate') },
          { code: 'severe', label: label('重度', 'severe') },
        ],
      },
    ],
  },
}

/** A randomised study of one's own, made as an administrator makes one. */
export async function makeTrial(administrator: Api, changes: Partial<Protocol> = {}): Promise<string> {
  const serial = Date.now().toString(36)
  const slug = `trial-${serial}`
  const codePrefix = `T${serial.slice(-6).toUpperCase()}`
  await administrator.post('/studies', {
    slug,
    titleZh: `随机试验 ${serial}`,
    titleEn: `Trial ${serial}`,
    followUpClosed: false,
    protocol: 'live',
    codePrefix,
    sites: ['NORTH', 'SOUTH'],
  })
  const definition = { ...LIVE_PROTOCOL, ...TRIAL, ...changes, codePrefix }
  const draft = await administrator.put<{ version: number }>(`/studies/${slug}/protocol/draft`, {
    version: 0,
    basedOn: 1,
    definition,
  })
  await administrator.post(`/studies/${slug}/protocol/versions`, {
    version: draft.version,
    reason: 'the trial',
  })
  return slug
}
