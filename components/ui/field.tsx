import { useId, type ReactNode } from 'react'
import { joinClasses } from './class-names'

/** What the control must carry so that label, description and error belong to it. */
export interface ControlProps {
  id: string
  'aria-labelledby'?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

interface FieldProps {
  label: ReactNode
  unit?: ReactNode
  range?: ReactNode
  description?: ReactNode
  error?: ReactNode
  /** Value of the visit before, shown in the last column. */
  previous?: ReactNode
  required?: boolean
  /** The control is a group of radio buttons or boxes: the label names the group. */
  group?: boolean
  /** Stands under the control: a soft check with its reason, missing-value buttons. */
  aside?: ReactNode
  children: (control: ControlProps) => ReactNode
}

export function Field(props: FieldProps) {
  const id = useId()
  const { label, unit, range, description, error, previous, required = false, group = false, aside } = props
  const described = joinClasses(
    error ? `${id}-error` : null,
    description ? `${id}-about` : null,
    unit || range ? `${id}-unit` : null,
  )
  const control: ControlProps = {
    id,
    ...(group ? { 'aria-labelledby': `${id}-label` } : {}),
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
    ...(required ? { 'aria-required': true } : {}),
  }
  const words = (
    <>
      {label}
      {required && (
        <span aria-hidden="true" className="text-missed">
          {' *'}
        </span>
      )}
    </>
  )
  return (
    <div className="field">
      {group ? (
        <span id={`${id}-label`}>{words}</span>
      ) : (
        <label id={`${id}-label`} htmlFor={id}>
          {words}
        </label>
      )}
      <div className={joinClasses('min-w-0', !unit && !range && !previous && 'field-wide')}>
        {props.children(control)}
      </div>
      <span id={`${id}-unit`} className="text-xs text-dim empty:hidden @max-[44rem]:-mt-1">
        {unit}
        {unit && range ? <span className="mx-2" /> : null}
        {range}
      </span>
      {previous ? <span className="text-xs text-dim">{previous}</span> : null}
      {error || description || aside ? (
        <div className="field-below grid gap-1">
          {error ? (
            <p id={`${id}-error`} className="text-xs text-missed">
              {error}
            </p>
          ) : null}
          {description ? (
            <p id={`${id}-about`} className="text-xs text-dim">
              {description}
            </p>
          ) : null}
          {aside}
        </div>
      ) : null}
    </div>
  )
}

/** Fields under each other on four common columns; `field-whole` makes a heading or note span them. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <div className="field-grid">
      <div className="field-rows">{children}</div>
    </div>
  )
}
