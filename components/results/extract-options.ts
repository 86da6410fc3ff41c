/** SPSS's and Stata's files hold the labels of what stands in them. */
export function hasLabelsInside(format: string): boolean {
  return format === 'sav' || format === 'dta'
}
