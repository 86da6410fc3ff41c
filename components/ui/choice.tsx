'use client'

/** Radio buttons and boxes of the browser's own; a digit key picks the answer that carries it. */
import { useId, type ComponentProps, type KeyboardEvent } from 'react'
import { joinClasses } from './class-names'

export interface Option {
  readonly value: string
  readonly label: string
  /** Key that picks it; the value itself when that is one digit. */
  readonly digit?: string
}

interface GroupProps extends Omit<ComponentProps<'input'>, 'defaultValue' | 'value' | 'id'> {
  options: readonly Option[]
  id?: string
  /** Answers beside each other (usual) or under each other. */
  inline?: boolean
}

interface RadioGroupProps extends GroupProps {
  defaultValue?: string | undefined
  /** Called when Backspace or Delete took the answer back. */
  onClear?: () => void
}

interface CheckboxGroupProps extends GroupProps {
  defaultValue?: readonly string[] | undefined
}

export function RadioGroup({ defaultValue, onClear, ...group }: RadioGroupProps) {
  function handleKey(event: KeyboardEvent<HTMLDivElement>) {
    if (pickByDigit(event, group.options)) return
    if ((event.key === 'Backspace' || event.key === 'Delete') && onClear) {
      event.preventDefault()
      for (const box of inputsOf(event.currentTarget)) box.checked = false
      onClear()
    }
  }
  return (
    <ChoiceBoxes
      {...group}
      type="radio"
      onKeyDown={handleKey}
      isChecked={defaultValue === undefined ? undefined : (value) => value === defaultValue}
    />
  )
}

export function CheckboxGroup({ defaultValue, ...group }: CheckboxGroupProps) {
  return (
    <ChoiceBoxes
      {...group}
      type="checkbox"
      onKeyDown={(event) => void pickByDigit(event, group.options)}
      isChecked={defaultValue ? (value) => defaultValue.includes(value) : undefined}
    />
  )
}

export function Checkbox({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={joinClasses('inline-flex min-h-control items-center gap-2', className)}>
      <input type="checkbox" className="size-4 shrink-0" {...rest} />
      {label}
    </label>
  )
}

interface ChoiceBoxesProps extends Omit<GroupProps, 'onKeyDown'> {
  type: 'radio' | 'checkbox'
  isChecked: ((value: string) => boolean) | undefined
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
}

function ChoiceBoxes({
  options,
  id,
  inline = true,
  type,
  isChecked,
  onKeyDown,
  className,
  name,
  ...rest
}: ChoiceBoxesProps) {
  const ownName = useId()
  const {
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-label': ariaLabel,
    'aria-invalid': invalid,
    'aria-required': required,
    ...input
  } = rest
  return (
    <div
      id={id}
      role={type === 'radio' ? 'radiogroup' : 'group'}
      aria-labelledby={labelledBy}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      {...(type === 'radio' ? { 'aria-invalid': invalid, 'aria-required': required } : {})}
      onKeyDown={onKeyDown}
      className={joinClasses(
        'flex rounded',
        inline ? 'flex-wrap gap-x-4' : 'flex-col',
        invalid && 'outline-1 outline-offset-4 outline-missed',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex min-h-control items-baseline gap-2 py-[0.34rem] pr-1 pointer-coarse:py-[0.72rem]"
        >
          <input
            {...input}
            type={type}
            name={name ?? ownName}
            value={option.value}
            defaultChecked={isChecked?.(option.value)}
            className="size-4 shrink-0 self-center"
          />
          <span>
            {digitOf(option) !== null && <span className="mr-1 text-dim">{digitOf(option)}</span>}
            {option.label}
          </span>
        </label>
      ))}
    </div>
  )
}

function digitOf(option: Option): string | null {
  return option.digit ?? (/^\d$/.test(option.value) ? option.value : null)
}

function inputsOf(group: HTMLElement): HTMLInputElement[] {
  return [...group.querySelectorAll('input')]
}

function pickByDigit(event: KeyboardEvent<HTMLDivElement>, options: readonly Option[]): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return false
  const option = options.find((each) => digitOf(each) === event.key)
  const box = option && inputsOf(event.currentTarget).find((each) => each.value === option.value)
  if (!box || box.disabled) return false
  event.preventDefault()
  box.focus()
  box.click()
  return true
}
