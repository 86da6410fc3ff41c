import type * as z from 'zod'
import type { FieldIssue } from '@/lib/problem'

type Issue = Omit<FieldIssue, 'field'>

/**
 * Names what zod found in the words of messages `issues`. A schema's own check gives its code in `params.code`
 * (the other params fill the text) and sets no message.
 */
export function nameIssue(issue: z.core.$ZodRawIssue): Issue {
  if (isAbsent(issue.input) && issue.code !== 'custom') return { code: 'required' }
  switch (issue.code) {
    case 'custom':
      return nameCustom(issue.params)
    case 'too_small':
      return nameBound(issue.origin, 'too_short', 'below_hard', { min: Number(issue.minimum) })
    case 'too_big':
      return nameBound(issue.origin, 'too_long', 'above_hard', { max: Number(issue.maximum) })
    case 'invalid_type':
      return { code: 'wrong_type' }
    case 'invalid_value':
      return { code: 'not_offered' }
    case 'unrecognized_keys':
      return { code: 'not_asked' }
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'not_a_date' : 'malformed' }
    default:
      return { code: 'malformed' }
  }
}

function nameBound(
  origin: string,
  ofText: string,
  ofNumber: string,
  params: NonNullable<Issue['params']>,
): Issue {
  if (origin === 'string') return { code: ofText, params }
  return origin === 'number' ? { code: ofNumber, params } : { code: 'malformed' }
}

function isAbsent(input: unknown): boolean {
  return input === undefined || input === null || input === '' || (Array.isArray(input) && input.length === 0)
}

function nameCustom(params: Readonly<Record<string, unknown>> = {}): Issue {
  const { code, ...rest } = params
  const fills = Object.entries(rest).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
  )
  return {
    code: typeof code === 'string' ? code : 'malformed',
    ...(fills.length > 0 ? { params: Object.fromEntries(fills) } : {}),
  }
}
