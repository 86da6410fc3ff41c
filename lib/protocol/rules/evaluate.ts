/** The shelf of rules, and the run of a protocol's rules over one enrolment. */
import type { RulePlan } from '../protocol'
import { CEMENT_LEAKAGE_1, LEAKAGE_CORTEX_1 } from './cement-leakage'
import { EARLY_PAIN_1, EARLY_PAIN_2 } from './early-pain'
import { HERNIATION_1 } from './herniation'
import { RECOLLAPSE_1 } from './recollapse'
import { RECURRENT_PAIN_1, RECURRENT_PAIN_2 } from './recurrent-pain'
import { RBP_OVCF_1, RBP_OVCF_2, RBP_OVCF_3, RBP_PELD_1 } from './residual-pain'
import { CAUDA_EQUINA_1, CEMENT_EMBOLISM_1, HAEMATOMA_1, NERVE_INJURY_1 } from './seen-in-data'
import { URGENT_SIGNS_1 } from './urgent-signs'
import { VERTEBRAL_FRACTURE_1 } from './vertebral-fracture'
import type { Findings, Rule, RuleContext } from './rule'

export const RULES: readonly Rule[] = [
  RBP_OVCF_1,
  RBP_OVCF_2,
  RBP_OVCF_3,
  RBP_PELD_1,
  EARLY_PAIN_1,
  EARLY_PAIN_2,
  RECURRENT_PAIN_1,
  RECURRENT_PAIN_2,
  CEMENT_LEAKAGE_1,
  LEAKAGE_CORTEX_1,
  CEMENT_EMBOLISM_1,
  RECOLLAPSE_1,
  VERTEBRAL_FRACTURE_1,
  HERNIATION_1,
  HAEMATOMA_1,
  NERVE_INJURY_1,
  CAUDA_EQUINA_1,
  URGENT_SIGNS_1,
]

export function findRule(id: string, version: number): Rule | undefined {
  return RULES.find((rule) => rule.id === id && rule.version === version)
}

/** Runs the planned rules that fit the technique; the same context always gives the same findings and keys. */
export function evaluateRules(plans: readonly RulePlan[], context: RuleContext): Findings {
  const found = plans.map((plan) => {
    const rule = findRule(plan.id, plan.version)
    if (!rule) throw new Error(`unknown rule ${plan.id}@${plan.version}`)
    return rule.techniques.includes(context.technique)
      ? rule.evaluate(context, { ...rule.defaults, ...plan.params })
      : { proposals: [], alerts: [] }
  })
  return { proposals: found.flatMap((f) => f.proposals), alerts: found.flatMap((f) => f.alerts) }
}
