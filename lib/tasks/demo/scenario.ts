/** What happened to each invented patient, so that every state and every flag is there on the first day. */

export type Fate =
  | 'usual'
  | 'pre_only'
  | 'undated'
  | 'died'
  | 'withdrawn'
  | 'reoperated'
  | 'contralateral'
  | 'early'
  | 'urgent'
  | 'late'
  | 'unmeasured'

export interface Scenario {
  readonly number: number
  readonly site: 'NORTH' | 'SOUTH'
  readonly arm: 'pvp' | '3d_pvp' | 'peld' | 'snrb_peld'
  /** Days since the index operation; null = not operated yet. */
  readonly daysAgo: number | null
  readonly fate: Fate
  /** Visits that were due and never took place. */
  readonly missed: readonly string[]
  /** Visits whose window is open and that have been done already. */
  readonly doneInOpenWindow: boolean
}

const ARMS = ['pvp', '3d_pvp', 'peld', 'snrb_peld'] as const

/** By number: from nobody operated yet, over every window, to those whose last window has closed. */
const DAYS_AGO: readonly (number | null)[] = [
  null,
  null,
  null,
  null,
  0,
  1,
  1,
  2,
  3,
  3,
  4,
  6,
  11,
  19,
  33,
  58,
  66,
  78,
  82,
  90,
  97,
  101,
  104,
  109,
  113,
  118,
  119,
  120,
  122,
  127,
  133,
  139,
  146,
  151,
  168,
  190,
  214,
  230,
  251,
  270,
  288,
  301,
  312,
  324,
  333,
  347,
  356,
  365,
  372,
  384,
  395,
  404,
  409,
  415,
  428,
  446,
  471,
  495,
  512,
  540,
]

const FATES: Readonly<Record<number, Fate>> = {
  0: 'pre_only',
  3: 'undated',
  18: 'early',
  22: 'urgent',
  26: 'contralateral',
  31: 'late',
  34: 'died',
  36: 'withdrawn',
  38: 'reoperated',
  45: 'unmeasured',
  46: 'early',
  55: 'late',
}

const MISSED: Readonly<Record<number, readonly string[]>> = {
  11: ['d3'],
  15: ['d1'],
  35: ['m3'],
  41: ['m3'],
  50: ['m3'],
  57: ['m12'],
  59: ['m12'],
}

export const SCENARIOS: readonly Scenario[] = DAYS_AGO.map((daysAgo, index) => ({
  number: index + 1,
  site: index % 3 === 2 ? 'SOUTH' : 'NORTH',
  arm: ARMS[index % 4] ?? 'pvp',
  daysAgo,
  fate: FATES[index] ?? 'usual',
  missed: MISSED[index] ?? [],
  doneInOpenWindow: index % 2 === 0,
}))

const SURNAMES = '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'
const DIGITS = '零一二三四五六七八九'

/** "王例一二": the second character, 例, says "example". */
export function inventName(number: number): string {
  const digits = String(number).padStart(2, '0')
  const spelled = [...digits].map((digit) => DIGITS.charAt(Number(digit))).join('')
  return `${SURNAMES.charAt(number % SURNAMES.length)}例${spelled}`
}
