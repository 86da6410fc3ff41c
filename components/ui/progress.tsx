interface ProgressProps {
  value: number
  max: number
  label: string
  /** A share to reach, drawn as a line: 0.8. */
  mark?: number
}

/** A bar with its count. Drawn by attributes: inline styles are refused by the content policy. */
export function Progress({ value, max, label, mark }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-24">{label}</span>
      <svg
        role="img"
        aria-label={`${label}: ${value} / ${max}`}
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        className="h-2 w-40"
      >
        <rect width="100" height="8" className="fill-line" />
        <rect width={100 * share} height="8" className="fill-accent" />
        {mark !== undefined && <rect x={100 * mark - 0.5} width="1" height="8" className="fill-ink" />}
      </svg>
      <span className="text-dim">
        {value} / {max}
      </span>
    </div>
  )
}
