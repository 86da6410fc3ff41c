import { buildCodes } from './build-items'

export const SIDES = buildCodes([
  [1, 'left', '左', 'Left'],
  [2, 'right', '右', 'Right'],
  [3, 'both', '双侧', 'Both'],
])

/** The five lumbar discs, by the keys of the study files. */
export const LUMBAR_DISCS = buildCodes([
  [1, 'L1-2', 'L1/2', 'L1/2'],
  [2, 'L2-3', 'L2/3', 'L2/3'],
  [3, 'L3-4', 'L3/4', 'L3/4'],
  [4, 'L4-5', 'L4/5', 'L4/5'],
  [5, 'L5-S1', 'L5/S1', 'L5/S1'],
])

/** The same discs as stems of item names. */
export const DISC_NAMES: readonly (readonly [name: string, disc: string])[] = [
  ['l1_2', 'L1/2'],
  ['l2_3', 'L2/3'],
  ['l3_4', 'L3/4'],
  ['l4_5', 'L4/5'],
  ['l5_s1', 'L5/S1'],
]
