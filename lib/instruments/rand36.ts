import type { ChoiceItem, Formula, Instrument, Score, Scores, Values } from '@/lib/codebook/item'
import { bilingual, buildGrades } from './build-items'
import type { Words } from './build-items'
import { RAND_DOMAINS, RAND_LABELS, RAND_RECODES } from './rand36-key'
import type { RandDomain, RandRecode } from './rand36-key'
import { noScore, scoreOf } from './score'
import { RAND_36 } from './sources'

const DIRECTION: Readonly<Record<RandRecode, Words>> = {
  five_down: ['1 最好，5 最差', '1 best, 5 worst'],
  three_up: ['1 很受限，2 略受限，3 不受限', '1 limited a lot, 2 a little, 3 not at all'],
  two_up: ['1 是，2 否', '1 yes, 2 no'],
  six_down: ['1 最好，6 最差', '1 best, 6 worst'],
  six_up: ['1 最差，6 最好', '1 worst, 6 best'],
  five_up: ['1 最差，5 最好', '1 worst, 5 best'],
}

const HALF_RULE: Words = [
  '已答条目重新赋分后的平均；所答不足一半不计算（半数规则）',
  'Mean of the recoded items answered; not computed with fewer than half of them (half rule)',
]

const TRANSITION: Formula = {
  id: 'rand36-ht',
  version: 1,
  text: { zh: '第 2 题重新赋分，不属任何维度', en: 'Item 2 recoded; part of no domain' },
  source: RAND_36,
}

function nameItem(number: number): string {
  return `rand_${number}`
}

function recodeOf(number: number): RandRecode {
  const found = RAND_RECODES.find(({ items }) => items.includes(number))
  if (!found) throw new Error(`RAND item ${number} has no recoding`)
  return found.id
}

function buildItem(label: Words, index: number): ChoiceItem {
  const number = index + 1
  const recode = recodeOf(number)
  return {
    name: nameItem(number),
    kind: 'choice',
    label: { zh: `${number} ${label[0]}`, en: `${number} ${label[1]}` },
    measure: 'ordinal',
    section: { zh: 'RAND-36', en: 'RAND-36' },
    help: bilingual(DIRECTION[recode]),
    required: true,
    codes: buildGrades(1, valuesOf(recode).length),
  }
}

function valuesOf(recode: RandRecode): readonly number[] {
  return RAND_RECODES.find(({ id }) => id === recode)?.values ?? []
}

function formulaOf({ id }: RandDomain): Formula {
  return {
    id: `rand36-${id}`,
    version: 1,
    text: bilingual(HALF_RULE),
    source: `${RAND_36}; half rule: MOS manual, unverified`,
  }
}

function derive(name: string, [zh, en]: Words, formula: Formula) {
  return {
    name,
    kind: 'calculated' as const,
    label: { zh: `RAND ${zh}`, en: `RAND ${en}` },
    measure: 'scale' as const,
    section: { zh: '维度（0–100，高分为好）', en: 'Domains (0–100, higher is better)' },
    decimals: 1,
    range: { min: 0, max: 100 },
    formula,
  }
}

/**
 * RAND-36 v1.0: 36 items, eight domains 0–100 and the health transition. Scored as RAND, whose bodily pain and
 * general health differ from those of the MOS SF-36; there is no total, and no summary without cited norm weights.
 */
export const rand36: Instrument = {
  id: 'rand36',
  version: 1,
  title: { zh: 'RAND-36 健康调查（RAND 计分）', en: 'RAND-36 health survey (RAND scoring)' },
  short: { zh: 'RAND-36', en: 'RAND-36' },
  repeat: 'none',
  source: `${RAND_36}; short names of the items are ours`,
  items: [
    ...RAND_LABELS.map(buildItem),
    ...RAND_DOMAINS.map((domain) => derive(`rand_${domain.id}`, domain.label, formulaOf(domain))),
    derive('rand_ht', ['健康变化', 'health transition'], TRANSITION),
  ],
  score: scoreRand36,
}

/** Eight domains and the health transition, each 0–100. */
function scoreRand36(values: Values): Scores {
  const domains = RAND_DOMAINS.map((domain): [string, Score] => [
    `rand_${domain.id}`,
    scoreDomain(domain, values),
  ])
  const transition = recode(2, values)
  return {
    ...Object.fromEntries(domains),
    rand_ht: transition === null ? noScore(TRANSITION, 'not_answered') : scoreOf(TRANSITION, transition),
  }
}

function scoreDomain(domain: RandDomain, values: Values): Score {
  const formula = formulaOf(domain)
  const answered = domain.items.map((number) => recode(number, values)).filter((value) => value !== null)
  if (answered.length === 0) return noScore(formula, 'not_answered')
  if (2 * answered.length < domain.items.length) return noScore(formula, 'fewer_than_half')
  return scoreOf(formula, answered.reduce((total, value) => total + value, 0) / answered.length)
}

/** The answer of an item on 0–100, or null when it is not answered. */
function recode(number: number, values: Values): number | null {
  const answer = values[nameItem(number)]
  return typeof answer === 'number' ? (valuesOf(recodeOf(number))[answer - 1] ?? null) : null
}
