/** From when to when something was given or worn, as the logs ask it. */
import type { ChoiceItem, DateItem } from '@/lib/codebook/item'
import { buildDate, buildYesNo } from './build-items'

/** First day, whether it goes on, and the last day once it does not. Days may be partial. */
export function buildSpan(stem: string): [DateItem, ChoiceItem, DateItem] {
  return [
    buildDate(`${stem}_from`, ['开始日期', 'From'], { required: true, partial: true }),
    buildYesNo(`${stem}_ongoing`, ['仍在继续', 'Still going on'], { required: true }),
    buildDate(`${stem}_to`, ['结束日期', 'Until'], {
      required: true,
      partial: true,
      showIf: `${stem}_ongoing = 0`,
    }),
  ]
}
