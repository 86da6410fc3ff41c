/** Why a result has no value for the given data. The list is fixed; screens translate it. */
export type Reason =
  | 'empty_group'
  | 'too_few'
  | 'n_lt_3'
  | 'n_gt_5000'
  | 'all_equal'
  | 'zero_variance'
  | 'infinite_value'
  | 'lt_2_groups'
  | 'lt_2_times'
  | 'lt_2_rows_or_columns'
  | 'no_residual_df'
  | 'all_differences_zero'
  | 'no_discordant_pairs'
  | 'no_discordant_rows'
  | 'all_tied'
  | 'singular_covariance'
  | 'singular'
  | 'constant_baseline'
  | 'empty_cell'
  | 'one_category'
  | 'outcome_constant'
  | 'aliased'
  | 'separation'
  | 'too_few_distinct_probabilities'
  | 'probability_0_or_1'
  | 'too_large'
  | 'no_variation'
  | 'not_converged'

export type NotComputable = { status: 'not_computable'; reason: Reason }

/** Lower and upper end of an interval; an open side is -Infinity or Infinity. */
export type Interval = [number, number]

export function notComputable(reason: Reason): NotComputable {
  return { status: 'not_computable', reason }
}

/** The number itself, or null when there is none. */
export function finiteOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
