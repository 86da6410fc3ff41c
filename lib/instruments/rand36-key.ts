/** The key of the RAND-36: how answers are recoded to 0–100, which items make a domain, and our short names. */
import type { Words } from './build-items'

export type RandRecode = 'five_down' | 'three_up' | 'two_up' | 'six_down' | 'six_up' | 'five_up'

/** Value of the answers 1, 2, 3 … */
export const RAND_RECODES: readonly {
  readonly id: RandRecode
  readonly values: readonly number[]
  readonly items: readonly number[]
}[] = [
  { id: 'five_down', values: [100, 75, 50, 25, 0], items: [1, 2, 20, 22, 34, 36] },
  { id: 'three_up', values: [0, 50, 100], items: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  { id: 'two_up', values: [0, 100], items: [13, 14, 15, 16, 17, 18, 19] },
  { id: 'six_down', values: [100, 80, 60, 40, 20, 0], items: [21, 23, 26, 27, 30] },
  { id: 'six_up', values: [0, 20, 40, 60, 80, 100], items: [24, 25, 28, 29, 31] },
  { id: 'five_up', values: [0, 25, 50, 75, 100], items: [32, 33, 35] },
]

export interface RandDomain {
  readonly id: 'pf' | 'rp' | 're' | 'vt' | 'mh' | 'sf' | 'bp' | 'gh'
  readonly label: Words
  readonly items: readonly number[]
}

/** Item 2, the health transition, is in none. */
export const RAND_DOMAINS: readonly RandDomain[] = [
  { id: 'pf', label: ['生理功能', 'physical functioning'], items: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  { id: 'rp', label: ['生理职能', 'role, physical'], items: [13, 14, 15, 16] },
  { id: 're', label: ['情感职能', 'role, emotional'], items: [17, 18, 19] },
  { id: 'vt', label: ['精力', 'energy'], items: [23, 27, 29, 31] },
  { id: 'mh', label: ['精神健康', 'mental health'], items: [24, 25, 26, 28, 30] },
  { id: 'sf', label: ['社会功能', 'social functioning'], items: [20, 32] },
  { id: 'bp', label: ['躯体疼痛', 'bodily pain'], items: [21, 22] },
  { id: 'gh', label: ['总体健康', 'general health'], items: [1, 33, 34, 35, 36] },
]

/** Names of the 36 items, not their wording. */
export const RAND_LABELS: readonly Words[] = [
  ['总体健康', 'Health in general'],
  ['与一年前相比', 'Against a year ago'],
  ['剧烈活动', 'Vigorous activity'],
  ['中等活动', 'Moderate activity'],
  ['提重物', 'Carrying'],
  ['上几层楼', 'Several flights of stairs'],
  ['上一层楼', 'One flight of stairs'],
  ['弯腰、屈膝', 'Bending and kneeling'],
  ['长距离步行', 'Walking far'],
  ['中距离步行', 'Walking some way'],
  ['短距离步行', 'Walking a little'],
  ['洗澡、穿衣', 'Bathing and dressing'],
  ['身体原因：时间减少', 'Body: less time'],
  ['身体原因：完成减少', 'Body: got less done'],
  ['身体原因：种类受限', 'Body: limited in kind'],
  ['身体原因：更费力', 'Body: took more effort'],
  ['情绪原因：时间减少', 'Mood: less time'],
  ['情绪原因：完成减少', 'Mood: got less done'],
  ['情绪原因：不够仔细', 'Mood: less careful'],
  ['社交受影响的程度', 'Social life, how much'],
  ['疼痛程度', 'Strength of pain'],
  ['疼痛影响工作', 'Pain and work'],
  ['有活力', 'Lively'],
  ['紧张', 'Nervous'],
  ['情绪极低落', 'Very low'],
  ['平静', 'Calm'],
  ['精力充沛', 'Full of energy'],
  ['沮丧', 'Downhearted'],
  ['精疲力竭', 'Worn out'],
  ['快乐', 'Happy'],
  ['疲倦', 'Tired'],
  ['社交受影响的时间', 'Social life, how often'],
  ['比别人易病', 'Falls ill more easily'],
  ['与别人一样健康', 'As healthy as others'],
  ['预期变差', 'Expects to get worse'],
  ['健康极佳', 'In excellent health'],
]
