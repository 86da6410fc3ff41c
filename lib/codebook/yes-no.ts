import type { Code } from './item'

/** The two answers of every yes/no question. */
export const YES_NO: readonly Code[] = [
  { code: 0, key: 'no', label: { zh: '否', en: 'No' } },
  { code: 1, key: 'yes', label: { zh: '是', en: 'Yes' } },
]
