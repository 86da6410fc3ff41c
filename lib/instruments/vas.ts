import type { Instrument } from '@/lib/codebook/item'
import { buildVasItem } from './vas-item'
import { OVCF_STUDY, SNRB_STUDY } from './sources'

/** Pain without a site, as both studies report it; never read as back or leg pain. */
export const vas: Instrument = {
  id: 'vas',
  version: 1,
  title: { zh: '疼痛 VAS（未注明部位）', en: 'Pain VAS (site not stated)' },
  short: { zh: 'VAS', en: 'VAS' },
  repeat: 'none',
  source: `${OVCF_STUDY}; ${SNRB_STUDY}`,
  items: [buildVasItem('vas', { zh: '疼痛 VAS', en: 'Pain VAS' })],
}
