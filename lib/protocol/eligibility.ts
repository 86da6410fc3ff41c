/**
 * What a criterion may be judged by: facts known before enrolment. Whoever is excluded for what happens later
 * (incomplete data, loss to follow-up) was treated already; leaving them out breaks intention to treat.
 */
import { checkExpression } from '@/lib/codebook/check-expression'
import { evaluate } from '@/lib/codebook/evaluate'
import { ExpressionError, parseExpression } from '@/lib/codebook/expression'
import type { Expression } from '@/lib/codebook/expression'
import type { Item, Values } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import type { Criterion, Protocol } from './protocol'

/** Names that are no stratum's: facts of the patient, the site, and words of the expressions. */
export const RESERVED_NAMES = ['age', 'sex', 'site', 'and', 'or', 'not', 'answered', 'has']

/** Facts that a rule may name: age in years, sex 'F' or 'M', and the answer to each stratum by its code. */
export type KnownFacts = Values

function namedItems(protocol: Protocol): Item[] {
  const common = (name: string) => ({ name, label: { zh: name, en: name } })
  const text = (name: string): Item => ({
    ...common(name),
    kind: 'text',
    measure: 'nominal',
    maxLength: 40,
  })
  return [
    { ...common('age'), kind: 'integer', measure: 'scale' },
    text('sex'),
    ...(protocol.randomisation?.strata ?? []).map(({ code }) => text(code)),
  ]
}

/** Whether the criterion holds by its rule; null where it has none or a fact it needs is not known. */
export function judgeByRule(criterion: Criterion, facts: KnownFacts): boolean | null {
  if (criterion.rule === undefined) return null
  const worth = evaluate(parseExpression(criterion.rule), facts)
  return typeof worth === 'boolean' ? worth : null
}

// Words of what is known only at the end. "Able to attend follow-up" is known before and stays allowed.
const AFTERWARDS =
  /失访|脱落|(资料|数据|随访|病历|信息)(记录)?(不全|不完整|缺失|完整|齐全)|lost to follow|loss (to|of) follow|\b(in)?complete (follow-?up )?(data|records?|information)\b|\bmissing (data|outcomes?|records?)\b|\bdrop(ped)?[ -]?outs?\b/i

export function checkCriteria(
  protocol: Protocol,
  measured: (name: string) => boolean,
): readonly FieldIssue[] {
  return protocol.criteria.flatMap((criterion, i) => {
    const field = `criteria.${i}`
    const issues: FieldIssue[] = []
    for (const language of ['zh', 'en'] as const)
      if (AFTERWARDS.test(criterion.label[language]))
        issues.push({ field: `${field}.label.${language}`, code: 'known_only_afterwards' })
    if (criterion.rule !== undefined)
      issues.push(...checkRule(criterion.rule, `${field}.rule`, protocol, measured))
    return issues
  })
}

function checkRule(
  rule: string,
  field: string,
  protocol: Protocol,
  measured: (name: string) => boolean,
): FieldIssue[] {
  return checkCondition(rule, namedItems(protocol), field).map((issue) =>
    issue.code === 'expression_unknown' && measured(String(issue.params?.value))
      ? { field, code: 'known_only_afterwards' }
      : issue,
  )
}

/** What is wrong with the text of a condition over these items. */
export function checkCondition(text: string, items: readonly Item[], field: string): FieldIssue[] {
  let expression: Expression
  try {
    expression = parseExpression(text)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return [{ field, code: 'expression_malformed', params: { at: error.at + 1 } }]
  }
  return checkExpression(expression, items).map(({ fault, at }) =>
    fault === 'unknown_item'
      ? { field, code: 'expression_unknown', params: { value: /^\w*/.exec(text.slice(at))?.[0] ?? '' } }
      : { field, code: 'expression_type' },
  )
}
