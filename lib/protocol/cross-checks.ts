/**
 * Checks across forms and visits: those of the protocol, written as expressions over `visit.item`, and those that need
 * no text. Pure. What is unknown is no finding.
 */
import { isTrue } from '@/lib/codebook/evaluate'
import { ExpressionError, parseExpression, type Expression } from '@/lib/codebook/expression'
import { isMissing, type Instrument, type ItemValue, type Values } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { checkCourse } from './checks/course-checks'
import { inOrder, nameItem, nameVisit } from './checks/finding'
import type { CheckContext, CheckEntry, Finding } from './checks/finding'
import { checkCourseValues } from './checks/value-checks'
import type { CrossCheck, Protocol } from './protocol'

/** Each visit in turn; every `any` of one expression is the same visit. */
const ANY = 'any'

/** A value of a visit, or (no visit) of the form of an operation. */
interface Reference {
  readonly visit: string | null
  readonly item: string
}

interface ReadCheck {
  readonly expression: Expression
  /** By the name that stands for it in the expression. */
  readonly references: ReadonlyMap<string, Reference>
}

/** Everything the checks find about one patient, in a fixed order. */
export function findFindings(context: CheckContext): Finding[] {
  const checks = context.protocol.checks ?? []
  return [
    ...checks.flatMap((check) => runCheck(context, check)),
    ...checkCourse(context),
    ...checkCourseValues(context),
  ]
}

/**
 * Reads `m3.odi > pre.odi + 20`. The language of expressions has no dots: a name with one is given a name without.
 * @throws ExpressionError with the place in the text as it was read, which is one character later for each dot before
 */
export function readCheck(when: string): ReadCheck {
  const references = new Map<string, Reference>()
  const plain = when.replace(
    /'[^']*'|([A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)\.([a-z][a-z0-9_]*)/g,
    (whole, visit: string | undefined, item: string | undefined) => {
      if (visit === undefined || item === undefined) return whole
      const name = `v_${visit.toLowerCase()}__${item}`
      references.set(name, { visit, item })
      return name
    },
  )
  const expression = parseExpression(plain)
  for (const name of namesOf(expression)) {
    if (!references.has(name)) references.set(name, { visit: null, item: name })
  }
  return { expression, references }
}

/** What makes no sense in a check of this protocol; [] = sound. */
export function checkCrossCheck(
  { when }: Pick<CrossCheck, 'when'>,
  protocol: Protocol,
  find: (id: string, version: number) => Instrument | undefined,
): FieldIssue[] {
  try {
    const { references } = readCheck(when)
    return [...references.values()].flatMap((reference) =>
      isAsked(reference, protocol, find)
        ? []
        : [
            {
              field: 'when',
              code: 'unknown_value',
              params: { value: [reference.visit, reference.item].filter(Boolean).join('.') },
            },
          ],
    )
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return [{ field: 'when', code: 'malformed' }]
  }
}

function isAsked(
  { visit, item }: Reference,
  { visits, operationInstruments }: Protocol,
  find: (id: string, version: number) => Instrument | undefined,
): boolean {
  const forms =
    visit === null
      ? operationInstruments
      : visits.filter(({ code }) => visit === ANY || code === visit).flatMap(({ instruments }) => instruments)
  return forms.some(({ id, version }) => find(id, version)?.items.some(({ name }) => name === item))
}

function runCheck(context: CheckContext, check: CrossCheck): Finding[] {
  const { expression, references } = readCheck(check.when)
  const named = [...references.values()]
  const turns = named.some(({ visit }) => visit === ANY) ? inOrder(context).map(({ code }) => code) : [null]
  const found = new Map<string, Finding>()
  for (const turn of turns) {
    for (const key of listRepeats(context, named, turn)) {
      const finding = judge(context, check, expression, references, turn, key)
      if (finding) found.set(`${finding.entryId} ${finding.item}`, finding)
    }
  }
  return [...found.values()]
}

/** Levels (or operations) that the named forms repeat over; '' where none of them does. */
function listRepeats(context: CheckContext, named: readonly Reference[], turn: string | null): string[] {
  const keys = named.flatMap((reference) =>
    context.entries
      .filter((entry) => holds(entry, reference, turn) && entry.repeatKey !== '')
      .map(({ repeatKey }) => repeatKey),
  )
  return keys.length === 0 ? [''] : [...new Set(keys)].sort()
}

function holds(entry: CheckEntry, { visit, item }: Reference, turn: string | null): boolean {
  const at = visit === ANY ? turn : visit
  return entry.visit === at && (Object.hasOwn(entry.values, item) || Object.hasOwn(entry.scores, item))
}

function judge(
  context: CheckContext,
  check: CrossCheck,
  expression: Expression,
  references: ReadCheck['references'],
  turn: string | null,
  key: string,
): Finding | null {
  const values: Record<string, ItemValue> = {}
  const used: { entry: CheckEntry; reference: Reference; value: ItemValue | null }[] = []
  for (const [name, reference] of references) {
    const entry = context.entries.find(
      (one) => holds(one, reference, turn) && (one.repeatKey === '' || one.repeatKey === key),
    )
    if (!entry) continue
    const value = entry.values[reference.item] ?? entry.scores[reference.item]?.value ?? undefined
    if (value !== undefined) values[name] = value
    used.push({ entry, reference, value: value ?? null })
  }
  if (!isTrue(expression, values as Values)) return null
  const place = new Map(inOrder(context).map(({ code }, index) => [code, index]))
  const anchor = used.reduce<(typeof used)[number] | undefined>((last, one) => {
    const at = (of: typeof one) => place.get(of.entry.visit ?? '') ?? -1
    return !last || at(one) >= at(last) ? one : last
  }, undefined)
  if (!anchor) return null
  const say = (locale: 'zh' | 'en') =>
    used
      .filter(({ value }) => value !== null && !isMissing(value))
      .map(({ entry, reference, value }) => {
        const visit = entry.visit === null ? '' : `${nameVisit(context, entry.visit)[locale]} `
        return `${visit}${nameItem(context, entry, reference.item)[locale]} = ${String(value)}`
      })
      .join(locale === 'zh' ? '；' : '; ')
  return {
    origin: `protocol:${check.id}`,
    severity: check.severity,
    entryId: anchor.entry.id,
    visit: anchor.entry.visit,
    item: anchor.reference.item,
    text: { zh: `${check.message.zh}（${say('zh')}）`, en: `${check.message.en} (${say('en')})` },
    ground: Object.fromEntries(
      used.map(({ entry, reference, value }) => [`${entry.visit ?? ''}.${reference.item}`, value]),
    ),
  }
}

function namesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'item':
    case 'answered':
    case 'has':
      return [expression.name]
    case 'not':
    case 'negate':
      return namesOf(expression.operand)
    case 'binary':
      return [...namesOf(expression.left), ...namesOf(expression.right)]
    case 'if':
      return [expression.when, expression.then, expression.otherwise].flatMap(namesOf)
    case 'call':
      return expression.given.flatMap(namesOf)
    default:
      return []
  }
}
