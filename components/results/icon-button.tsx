import type { ComponentProps } from 'react'
import type { LucideIcon } from 'lucide-react'

interface IconButtonProps extends ComponentProps<'button'> {
  icon: LucideIcon
  label: string
}

/** A small button that shows a sign and is heard by its name. */
export function IconButton({ icon: Icon, label, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-dim hover:bg-well hover:text-ink disabled:opacity-50 pointer-coarse:size-control"
      {...rest}
    >
      <Icon aria-hidden="true" className="size-4" />
    </button>
  )
}
