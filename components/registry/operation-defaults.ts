import type * as z from 'zod'
import type { operationBody } from '@/lib/contracts/enrolments'
import type { Arm } from '@/lib/protocol/protocol'
import type { EarlierOperation } from './operation-earlier'
import { suggestLevels, type TypedLevel } from './operation-levels'
import type { LaterRelation } from './operation-relations'

export type OperationInput = z.input<typeof operationBody>

type Stored = Omit<OperationInput, 'levels'> & { readonly levels: readonly TypedLevel[] }

interface Known {
  readonly stored?: Stored | undefined
  readonly isIndex: boolean
  readonly arms: readonly Arm[]
  readonly plannedArm: string | null
  readonly receivedArm: string | null
  readonly earlier: readonly EarlierOperation[]
  readonly relation?: LaterRelation | undefined
}

/** What the form starts with: the stored operation, or what the plan and the first operation suggest. */
export function toDefaults(props: Known): OperationInput {
  const { stored, isIndex, arms, plannedArm, receivedArm, earlier } = props
  if (stored) {
    const levels = stored.levels as OperationInput['levels']
    return { ...pickFields({ ...stored, levels }), receivedArm: isIndex ? receivedArm : null }
  }
  const technique = arms.find(({ code }) => code === plannedArm)?.technique ?? 'other'
  const relation = isIndex ? 'index' : (props.relation ?? 'same_level')
  return {
    relation,
    performedOn: '',
    endedTime: null,
    plannedTechnique: technique,
    receivedTechnique: technique,
    receivedArm: isIndex ? plannedArm : null,
    levels: suggestLevels(relation, earlier[0]?.levels ?? []) as OperationInput['levels'],
    operator: null,
    cause: null,
  }
}

export function pickFields(row: OperationInput): OperationInput {
  const { relation, performedOn, endedTime, plannedTechnique, receivedTechnique, receivedArm } = row
  const { levels, operator, cause } = row
  return {
    relation,
    performedOn,
    endedTime,
    plannedTechnique,
    receivedTechnique,
    receivedArm,
    levels,
    operator,
    cause,
  }
}
