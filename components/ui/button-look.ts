import { joinClasses } from './class-names'

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger'

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  plain: 'border-edge bg-paper text-ink hover:bg-well',
  primary: 'border-accent bg-accent text-accent-ink hover:bg-accent-strong',
  quiet: 'border-transparent text-accent hover:bg-accent-soft',
  danger: 'border-missed bg-paper text-missed hover:bg-missed-soft',
}

export function buttonClasses(look: ButtonLook, small: boolean, extra?: string): string {
  return joinClasses(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded border whitespace-nowrap font-medium no-underline',
    small ? 'h-7 px-2 text-xs pointer-coarse:h-control' : 'h-control px-3 text-sm',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-well disabled:text-dim aria-disabled:cursor-progress',
    LOOKS[look],
    extra,
  )
}
