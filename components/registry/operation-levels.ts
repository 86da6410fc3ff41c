/** Levels of the spine as a surgeon types them: "t12 l1左, L4-5 R, L5S1, 胸12 腰1". */
export type Side = 'left' | 'right' | 'both'

export interface TypedLevel {
  readonly level: string
  /** Null until somebody says it; of a vertebra both sides are meant unless said. */
  readonly side: Side | null
}

export interface TypedLevels {
  readonly levels: readonly TypedLevel[]
  /** What is no level, as typed. */
  readonly refused: readonly string[]
}

const COUNTS = { C: 7, T: 12, L: 6, S: 5 } as const
type Region = keyof typeof COUNTS
const REGIONS: readonly Region[] = ['C', 'T', 'L', 'S']
const SIDES: Readonly<Record<string, Side>> = {
  L: 'left',
  LEFT: 'left',
  左: 'left',
  左侧: 'left',
  R: 'right',
  RIGHT: 'right',
  右: 'right',
  右侧: 'right',
  B: 'both',
  BOTH: 'both',
  双: 'both',
  双侧: 'both',
}
const CHINESE_REGIONS: Readonly<Record<string, Region>> = { 颈: 'C', 胸: 'T', 腰: 'L', 骶: 'S' }
const LEVEL = /^([CTLS])(\d{1,2})(?:[-/~]([CTLS])?(\d{1,2})|([CTLS])(\d{1,2}))?(\D*)$/

export function parseLevels(typed: string): TypedLevels {
  const words = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[–—−]/g, '-')
    .split(/[\s,、;+]+/)
    .filter((word) => word !== '')
  const levels: TypedLevel[] = []
  const refused: string[] = []
  for (const word of words) {
    const last = levels.at(-1)
    const side = SIDES[word]
    const level = readLevel(word)
    if (side && last) levels[levels.length - 1] = { ...last, side }
    else if (level) levels.push(level)
    else refused.push(word)
  }
  return { levels, refused }
}

function readLevel(word: string): TypedLevel | null {
  const plain = word.replace(/椎体?/g, '').replace(/[颈胸腰骶]/g, (said) => CHINESE_REGIONS[said] ?? said)
  const match = LEVEL.exec(plain)
  if (!match) return null
  const [, region, number, regionAfterDash, numberAfterDash, secondRegion, secondNumber, sideText = ''] =
    match
  const upper = placeOf(region, number)
  const side = sideText === '' ? null : (SIDES[sideText] ?? undefined)
  if (upper === null || side === undefined) return null
  const lowerNumber = numberAfterDash ?? secondNumber
  if (lowerNumber === undefined) return { level: `${region}${Number(number)}`, side: side ?? 'both' }
  const lowerRegion = regionAfterDash ?? secondRegion ?? region
  // A disc lies between neighbours; "L1-L3" is several levels and is typed as such.
  if (!areNeighbours(upper, placeOf(lowerRegion, lowerNumber))) return null
  const lower = lowerRegion === region ? String(Number(lowerNumber)) : `${lowerRegion}${Number(lowerNumber)}`
  return { level: `${region}${Number(number)}-${lower}`, side }
}

interface Place {
  readonly region: Region
  readonly number: number
}

function placeOf(region: string | undefined, number: string | undefined): Place | null {
  const known = REGIONS.find((one) => one === region)
  const n = Number(number)
  return known && n >= 1 && n <= COUNTS[known] ? { region: known, number: n } : null
}

function areNeighbours(upper: Place, lower: Place | null): boolean {
  if (!lower) return false
  if (lower.region === upper.region) return lower.number === upper.number + 1
  const follows = REGIONS.indexOf(lower.region) === REGIONS.indexOf(upper.region) + 1
  // A fifth or sixth lumbar vertebra may be the last.
  const last = upper.region === 'L' ? upper.number >= 5 : upper.number === COUNTS[upper.region]
  return follows && lower.number === 1 && last
}

/** From the neck down; at one level by side. */
export function sortLevels<T extends { readonly level: string }>(levels: readonly T[]): T[] {
  const rank = ({ level }: T) =>
    REGIONS.findIndex((region) => region === level[0]) * 100 +
    Number.parseInt(level.slice(1), 10) * 2 +
    Number(level.includes('-'))
  return [...levels].sort((a, b) => rank(a) - rank(b))
}

/** Adds what was typed; the same level and side stands once. */
export function addLevels(before: readonly TypedLevel[], more: readonly TypedLevel[]): TypedLevel[] {
  const known = new Set(before.map(({ level, side }) => `${level} ${side}`))
  return sortLevels([...before, ...more.filter(({ level, side }) => !known.has(`${level} ${side}`))])
}

/** The box of levels when it is left: what is a level joins the others, the rest stays in the box. */
export function takeLevels(before: readonly TypedLevel[], typed: string) {
  const { levels, refused } = parseLevels(typed)
  return { levels: levels.length > 0 ? addLevels(before, levels) : before, left: refused.join(' ') }
}

const OPPOSITE: Readonly<Record<Side, Side | null>> = { left: 'right', right: 'left', both: null }

/** What a later operation most likely concerns, from the first: its levels on the other side, or the same ones. */
export function suggestLevels(relation: string, first: readonly TypedLevel[]): TypedLevel[] {
  if (relation === 'index' || relation === 'other_level') return []
  if (relation !== 'contralateral') return [...first]
  return first.flatMap(({ level, side }) => {
    const other = side && OPPOSITE[side]
    return other ? [{ level, side: other }] : []
  })
}
