import { textOf, type Locale } from '@/lib/i18n/locale'
import type { FlowBox, FlowColumn, FlowInput } from '@/lib/figures/flow'
import type { Protocol } from '@/lib/protocol/protocol'
import type { StudyLabels } from '@/components/registry/study-labels'
import type { ArmView, FateView, ScreeningView } from './view'

export type SayFlow = (key: string, params?: Record<string, string | number>) => string

interface Flow {
  readonly screening: ScreeningView
  readonly arms: readonly ArmView[]
  readonly fates: readonly FateView[]
  /** Arms are not told apart: hidden from the reader, or of a trial that runs. */
  readonly pooled: boolean
}

/** The boxes of the flow diagram in the reader's language; `say` speaks the namespace `followUp`. */
export function makeFlow(
  flow: Flow,
  protocol: Protocol,
  labels: StudyLabels,
  locale: Locale,
  say: SayFlow,
): FlowInput {
  const { screening } = flow
  const out = screening.excluded + screening.declined + screening.other
  const randomised = protocol.design === 'randomised'
  return {
    ...(out > 0
      ? {
          assessed: {
            box: { title: say('flow.assessed'), n: screening.assessed, lines: [] },
            out: {
              title: say('flow.excluded'),
              n: out,
              lines: sayExcluded(screening, protocol, locale, say),
            },
          },
        }
      : {}),
    enrolled: {
      title: say(randomised ? 'flow.randomised' : 'flow.enrolled'),
      n: screening.enrolled,
      lines: [],
    },
    columns: orderArms(flow.arms, labels).map((arm) => makeColumn(arm, flow, protocol, labels, say)),
  }
}

function sayExcluded(
  { excluded, declined, other, byCriterion, byReason }: ScreeningView,
  protocol: Protocol,
  locale: Locale,
  say: SayFlow,
): string[] {
  const nameOf = (id: string) => {
    const criterion = protocol.criteria.find((one) => one.id === id)
    return criterion ? textOf(criterion.label, locale) : id
  }
  const some = (count: number, key: string) => (count > 0 ? [say(key, { count })] : [])
  return [
    ...some(excluded, 'flow.failed'),
    ...byCriterion.map(({ criterion, count }) => say('flow.criterion', { label: nameOf(criterion), count })),
    ...some(declined, 'flow.declined'),
    ...some(other, 'flow.other'),
    ...byReason.slice(0, 6).map(({ reason, count }) => say('flow.criterion', { label: reason, count })),
  ]
}

/** As the protocol orders them; whoever has no arm yet comes last. */
function orderArms(arms: readonly ArmView[], labels: StudyLabels): readonly ArmView[] {
  const order = Object.keys(labels.arms)
  const rank = (arm: string) => (order.includes(arm) ? order.indexOf(arm) : order.length)
  return [...arms].sort((a, b) => rank(a.arm) - rank(b.arm))
}

function makeColumn(
  arm: ArmView,
  { fates, pooled }: Flow,
  protocol: Protocol,
  labels: StudyLabels,
  say: SayFlow,
): FlowColumn {
  const some = (key: string, count: number) => (count > 0 ? [say(key, { count })] : [])
  const named =
    arm.arm === '' ? say(pooled ? 'flow.everybody' : 'flow.noArm') : (labels.arms[arm.arm] ?? arm.arm)
  const counts = (visit: string) => fates.filter((one) => one.visit === visit && one.arm === arm.arm)
  const visits = protocol.visits.map(({ code }): FlowBox => {
    const here = counts(code)
    return {
      title: say('flow.visit', { visit: labels.visits[code] ?? code }),
      n: here.find(({ fate }) => fate === 'done')?.count ?? 0,
      lines: here
        .filter(({ fate }) => fate !== 'done')
        .map(({ fate, count }) => say('flow.part', { fate: say(`fate.${fate}`), count })),
    }
  })
  const randomised = protocol.design === 'randomised'
  const { died, lost, withdrawn, withdrawnData } = arm
  const primary = protocol.primaryOutcome?.visit
  const atPrimary =
    primary === undefined ? 0 : (counts(primary).find(({ fate }) => fate === 'done')?.count ?? 0)
  const part = (fate: string, count: number) =>
    count > 0 ? [say('flow.part', { fate: say(`fate.${fate}`), count })] : []
  return {
    label: named,
    boxes: [
      {
        title: say(randomised && !pooled ? 'flow.allocated' : 'flow.group'),
        n: arm.allocated,
        lines: [
          ...(pooled ? some('flow.treated', arm.received + arm.otherwise) : []),
          ...(pooled ? [] : some(randomised ? 'flow.received' : 'flow.planned', arm.received)),
          ...(pooled ? [] : some('flow.otherwise', arm.otherwise)),
          ...some('flow.untreated', arm.untreated),
        ],
      },
      ...visits,
      {
        title: say('flow.left'),
        n: died + lost + withdrawn + withdrawnData,
        lines: [
          ...part('lost', lost),
          ...part('withdrawn_follow_up', withdrawn),
          ...part('died', died),
          ...part('withdrawn_data', withdrawnData),
        ],
      },
      {
        title: say('flow.analysed'),
        n: arm.allocated - withdrawnData,
        lines: [
          ...(primary === undefined ? [] : [say('flow.primary', { count: atPrimary })]),
          ...some('flow.excludedData', withdrawnData),
        ],
      },
    ],
  }
}
