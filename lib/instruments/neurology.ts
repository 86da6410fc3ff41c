import type { Bilingual, ChoiceItem, Instrument, IntegerItem } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildGrades, buildYesNo } from './build-items'
import type { Words } from './build-items'
import { OWN_RULES, RESIDUAL_REVIEW } from './sources'

type Side = 'left' | 'right'

const SECTIONS: Readonly<Record<Side, Bilingual>> = {
  left: { zh: '左侧', en: 'Left' },
  right: { zh: '右侧', en: 'Right' },
}

const FEELING = buildCodes([
  [0, 'absent', '0 消失', '0 absent'],
  [1, 'reduced', '1 减退', '1 reduced'],
  [2, 'normal', '2 正常', '2 normal'],
])

const REFLEX = buildCodes([
  [0, 'absent', '0 消失', '0 absent'],
  [1, 'reduced', '1 减弱', '1 reduced'],
  [2, 'normal', '2 正常', '2 normal'],
  [3, 'brisk', '3 亢进', '3 brisk'],
])

/** Key muscles by root, named by what they move. */
const POWER: readonly (readonly [name: string, zh: string, en: string])[] = [
  ['l2', '屈髋 L2', 'hip flexion L2'],
  ['l3', '伸膝 L3', 'knee extension L3'],
  ['l4', '踝背伸 L4', 'ankle dorsiflexion L4'],
  ['l5', '拇趾背伸 L5', 'great toe extension L5'],
  ['s1', '踝跖屈 S1', 'ankle plantar flexion S1'],
]

const ROOTS = ['l2', 'l3', 'l4', 'l5', 's1']

function buildSide(side: Side): (ChoiceItem | IntegerItem)[] {
  const section = SECTIONS[side]
  const name = (stem: string) => `${stem}_${side}`
  const label = (zh: string, en: string): Words => [`${section.zh} ${zh}`, `${section.en} ${en}`]
  const ordinal = { measure: 'ordinal', section } as const
  return [
    {
      name: name('slr'),
      kind: 'integer',
      label: { zh: `${section.zh} 直腿抬高`, en: `${section.en} straight-leg raise` },
      measure: 'scale',
      unit: '°',
      section,
      help: { zh: '出现根性痛的角度；不痛填 90', en: 'Angle at which root pain begins; 90 without pain' },
      required: true,
      hard: { min: 0, max: 90 },
    },
    buildYesNo(name('femoral_stretch'), label('股神经牵拉试验阳性', 'femoral stretch positive'), { section }),
    buildYesNo(name('foramen_sign'), label('椎间孔挤压试验阳性', 'foraminal compression positive'), {
      section,
    }),
    ...POWER.map(([root, zh, en]) =>
      buildChoice(name(`power_${root}`), label(zh, en), buildGrades(0, 5), { ...ordinal, required: true }),
    ),
    ...ROOTS.map((root) =>
      buildChoice(
        name(`touch_${root}`),
        label(`触觉 ${root.toUpperCase()}`, `touch ${root.toUpperCase()}`),
        FEELING,
        ordinal,
      ),
    ),
    buildChoice(name('deep_sense'), label('深感觉', 'deep sensation'), FEELING, ordinal),
    buildChoice(name('knee_reflex'), label('膝反射', 'knee reflex'), REFLEX, ordinal),
    buildChoice(name('ankle_reflex'), label('踝反射', 'ankle reflex'), REFLEX, ordinal),
  ]
}

/** Examination of the legs, each side for itself: a contralateral herniation is another disease. Power after MRC 0–5. */
export const neurology: Instrument = {
  id: 'neurology',
  version: 1,
  title: { zh: '下肢神经查体（分侧）', en: 'Neurology of the legs, by side' },
  short: { zh: '神经', en: 'Neuro' },
  repeat: 'none',
  source: `${RESIDUAL_REVIEW} (signs); ${OWN_RULES}`,
  items: [...buildSide('left'), ...buildSide('right')],
}
