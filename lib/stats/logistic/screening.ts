import { requireOpenUnit } from '../kernel/sample'
import type { Predictors } from './design'
import { logistic, type Logistic, type LogisticProblem } from './logistic'

export type ScreenedVariable = { name: string; selected: boolean } & (
  | { status: 'ok'; coefficients: Logistic['coefficients']; lrP: number; waldP: number }
  | { status: LogisticProblem['status'] }
)
export type Screening = {
  status: 'ok'
  univariable: ScreenedVariable[]
  selected: string[]
  /** Null when nothing was selected. */
  multivariable: Logistic | LogisticProblem | null
}

/**
 * Univariable logistic regressions, then one model of the predictors whose Wald P is below `pEnter`. Selecting by P
 * biases the model; the result is offered because papers report it.
 *
 * @param y outcome 0 or 1, NaN where missing; @param predictors as in `logistic`; @param options.pEnter default 0.05
 * R: `glm` once for each predictor and once for the selected.
 */
export function screening(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: { pEnter?: number } = {},
): Screening {
  const pEnter = options.pEnter ?? 0.05
  requireOpenUnit(pEnter, 'pEnter')
  const univariable = Object.entries(predictors).map(([name, predictor]): ScreenedVariable => {
    const r = logistic(y, { [name]: predictor }, { profile: false })
    if (r.status !== 'ok') return { name, status: r.status, selected: false }
    const { lrP, waldP } = r.terms[0]!
    return { name, status: 'ok', coefficients: r.coefficients, lrP, waldP, selected: waldP < pEnter }
  })
  const selected = univariable.filter((v) => v.selected).map((v) => v.name)
  const chosen = Object.fromEntries(selected.map((name) => [name, predictors[name]!]))
  const multivariable = selected.length ? logistic(y, chosen, { profile: false }) : null
  return { status: 'ok', univariable, selected, multivariable }
}
