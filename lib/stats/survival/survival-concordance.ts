/**
 * Harrell's concordance of a risk score with survival times: among pairs whose order of events is known, the share in
 * which the higher risk fails first (ties in risk count half). Null without such a pair.
 * R: `survival::concordance`.
 */
export function survivalConcordance(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  risk: ArrayLike<number>,
): number | null {
  let agree = 0
  let pairs = 0
  const n = time.length
  for (let i = 0; i < n; i++) {
    if (!event[i]) continue
    for (let j = 0; j < n; j++) {
      const later = time[j]! > time[i]! || (time[j] === time[i] && !event[j])
      if (!later || i === j) continue
      pairs++
      if (risk[i]! > risk[j]!) agree++
      else if (risk[i] === risk[j]) agree += 0.5
    }
  }
  return pairs ? agree / pairs : null
}
