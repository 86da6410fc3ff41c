import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate } from './build-items'
import { OWN_RULES } from './sources'

const DISCS = ['L1-2', 'L2-3', 'L3-4', 'L4-5', 'L5-S1']

/** An MRI after endoscopic discectomy: what rule `herniation` reads beside relief. Any number of them. */
export const discMri: Instrument = {
  id: 'disc_mri',
  version: 1,
  title: { zh: '椎间盘术后 MRI', en: 'MRI after discectomy' },
  short: { zh: '术后 MRI', en: 'MRI' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildDate('mri_on', ['检查日期', 'Date of the MRI'], { required: true }),
    buildChoice(
      'mri_level',
      ['节段', 'Level'],
      buildCodes(DISCS.map((name, index) => [index + 1, name, name, name] as const)),
      { required: true },
    ),
    buildChoice(
      'mri_finding',
      ['所见', 'What it shows'],
      buildCodes([
        [1, 'decompressed', '减压充分', 'Decompressed'],
        [2, 'fragment', '髓核残留', 'Residual fragment'],
        [3, 'same_side', '同节段同侧再突出', 'Herniation, same level and side'],
        [4, 'other_side', '同节段对侧突出', 'Herniation, same level, other side'],
        [5, 'other_level', '其他节段突出', 'Herniation, another level'],
        [6, 'scar', '瘢痕', 'Scar'],
        [7, 'haematoma', '血肿', 'Haematoma'],
        [8, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
  ],
}
