/** A keyboard shortcut as printed on the key; screen readers hear it from aria-keyshortcuts of its control. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd aria-hidden="true" className="font-sans text-xs font-normal max-md:hidden pointer-coarse:hidden">
      {keys}
    </kbd>
  )
}
