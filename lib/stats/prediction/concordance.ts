import { midranks } from '../kernel/ranks'

/** P(score of an event > score of a non-event), ties counting half: the area under the ROC curve. */
export function concordance(score: ArrayLike<number>, y: ArrayLike<number>): number {
  const { ranks } = midranks(score)
  let n1 = 0
  let sum = 0
  for (let i = 0; i < ranks.length; i++)
    if (y[i] === 1) {
      n1++
      sum += ranks[i]!
    }
  const n0 = ranks.length - n1
  return (sum - (n1 * (n1 + 1)) / 2) / (n1 * n0)
}
