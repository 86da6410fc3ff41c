'use client'

/** The only importer of react-hook-form. Inputs stay uncontrolled; one zod schema checks here and on the server. */
import { useEffect, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import {
  get,
  useFieldArray,
  useForm,
  useWatch,
  type Control,
  type DefaultValues,
  type FieldArray,
  type FieldArrayPath,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from 'react-hook-form'
import type * as z from 'zod'
import { Banner } from './banner'
import type { ApiFieldIssue, ApiProblem, Result } from './client-api'
import { nameIssue } from './form-issues'
import { useIssueText, useProblemText } from './problem-text'

interface EntryFormOptions<Input extends FieldValues, Output> {
  schema: z.ZodType<Output, Input>
  defaultValues?: DefaultValues<Input>
}

export interface EntryForm<Input extends FieldValues, Output> {
  readonly register: UseFormReturn<Input, unknown, Output>['register']
  readonly setValue: UseFormReturn<Input, unknown, Output>['setValue']
  readonly getValues: UseFormReturn<Input, unknown, Output>['getValues']
  readonly reset: UseFormReturn<Input, unknown, Output>['reset']
  readonly setFocus: UseFormReturn<Input, unknown, Output>['setFocus']
  readonly control: Control<Input, unknown, Output>
  /** Text of what is wrong with one field, for `<Field error>`. */
  readonly error: (name: Path<Input>) => string | undefined
  readonly dirty: boolean
  readonly saving: boolean
  /** The last refusal of the server; its field issues stand at their fields as well. */
  readonly problem: ApiProblem | null
  readonly setProblem: (problem: ApiProblem | null) => void
  readonly methods: UseFormReturn<Input, unknown, Output>
}

export function useEntryForm<Input extends FieldValues, Output>(
  options: EntryFormOptions<Input, Output>,
): EntryForm<Input, Output> {
  const t = useTranslations()
  const issueText = useIssueText()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const methods = useForm<Input, unknown, Output>({
    resolver: zodResolver(options.schema, { error: (issue) => issueText(nameIssue(issue)) }),
    ...(options.defaultValues ? { defaultValues: options.defaultValues } : {}),
  })
  const { errors, isDirty, isSubmitting } = methods.formState

  function error(name: Path<Input>): string | undefined {
    const found: unknown = get(errors, name)
    const message =
      typeof found === 'object' && found !== null && 'message' in found ? String(found.message ?? '') : ''
    // A schema may name its issue in the message itself ("hidden").
    const key = `issues.${message}`
    return message === '' ? undefined : /^[a-z_]+$/.test(message) && t.has(key) ? t(key) : message
  }

  const { register, setValue, getValues, reset, setFocus, control } = methods
  const verbs = { register, setValue, getValues, reset, setFocus, control }
  return { ...verbs, error, dirty: isDirty, saving: isSubmitting, problem, setProblem, methods }
}

/** Follows one value as it is typed; only the component that calls this renders again. */
export function useFormValue<Input extends FieldValues, Output>(
  form: EntryForm<Input, Output>,
  name: Path<Input>,
): unknown {
  return useWatch({ control: form.control, name })
}

/** A list within a form: its rows by a key of their own, and what is done to it. */
export function useFormList<Input extends FieldValues, Output>(form: EntryForm<Input, Output>, name: string) {
  const list = useFieldArray({
    control: form.control,
    name: name as FieldArrayPath<Input>,
    keyName: 'rowKey',
  })
  return {
    keys: list.fields.map(({ rowKey }) => rowKey),
    append: (row: Readonly<Record<string, unknown>>) =>
      list.append(row as FieldArray<Input, FieldArrayPath<Input>>, { shouldFocus: false }),
    remove: (at: number) => list.remove(at),
    move: (from: number, to: number) => list.move(from, to),
  }
}

interface FormProps<Input extends FieldValues, Output, Data> {
  form: EntryForm<Input, Output>
  /** Sends the checked values; see createSender of client-api. */
  onSave: (values: Output) => Promise<Result<Data>>
  onSaved?: (data: Data) => void
  /** Answers a refusal itself (a conflict shows both values): true keeps the banner away. */
  onProblem?: (problem: ApiProblem) => boolean
  className?: string
  children: ReactNode
}

export function Form<Input extends FieldValues, Output, Data>(props: FormProps<Input, Output, Data>) {
  const { form, onSave, onSaved, onProblem, className, children } = props
  const issueText = useIssueText()
  useLeaveWarning(form.dirty && !form.saving)

  /** Puts each issue at its field; those of no field here are left for the banner. */
  function placeIssues(problem: ApiProblem, element: HTMLFormElement) {
    const own = problem.fields.filter((issue) => element.elements.namedItem(issue.field))
    own.forEach((issue, index) =>
      form.methods.setError(
        issue.field as Path<Input>,
        { type: 'server', message: issueText(issue) },
        { shouldFocus: index === 0 },
      ),
    )
  }

  async function save(values: Output, element: HTMLFormElement) {
    form.setProblem(null)
    const result = await onSave(values)
    if (result.ok) {
      form.reset(undefined, { keepValues: true })
      onSaved?.(result.data)
      return
    }
    if (onProblem?.(result.problem)) return
    form.setProblem(result.problem)
    placeIssues(result.problem, element)
  }

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    const element = event.currentTarget
    void form.methods.handleSubmit((values) => save(values, element))(event)
  }

  function handleKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter') return
    if (event.nativeEvent.isComposing) event.preventDefault()
    else if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      if (!form.saving) event.currentTarget.requestSubmit()
    }
  }

  return (
    <form noValidate className={className ?? 'grid gap-4'} onKeyDown={handleKey} onSubmit={handleSubmit}>
      {form.problem && (
        <FormProblem problem={form.problem} has={(name) => form.error(name as Path<Input>) !== undefined} />
      )}
      {children}
    </form>
  )
}

function FormProblem({ problem, has }: { problem: ApiProblem; has: (field: string) => boolean }) {
  const { title, detail } = useProblemText()(problem)
  const issueText = useIssueText()
  const common = useTranslations('common')
  const homeless: readonly ApiFieldIssue[] = problem.fields.filter((issue) => !has(issue.field))
  return (
    <Banner tone="missed" title={title} alert>
      {detail && <p>{detail}</p>}
      {homeless.length > 0 && (
        <ul className="list-disc pl-4">
          {homeless.map((issue) => (
            <li key={issue.field + issue.code}>
              {common('labelled', { label: issue.field, text: issueText(issue) })}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )
}

/** The browser asks before what was typed and not saved is left behind. */
export function useLeaveWarning(on: boolean) {
  useEffect(() => {
    if (!on) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [on])
}
