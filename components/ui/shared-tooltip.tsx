'use client'

import type { ReactElement, ReactNode } from 'react'
import { Tooltip as Base } from '@base-ui/react/tooltip'

export interface SharedTooltip {
  readonly Trigger: (props: { text: ReactNode; children: ReactElement }) => ReactNode
  readonly Popup: () => ReactNode
}

/**
 * One tooltip for the many cells of a grid: hundreds of triggers, a single popup. The text is what the trigger
 * under the pointer or the focus carries.
 */
export function createSharedTooltip(): SharedTooltip {
  const handle = Base.createHandle<ReactNode>()

  function Trigger({ text, children }: { text: ReactNode; children: ReactElement }) {
    return <Base.Trigger handle={handle} payload={text} render={children} />
  }

  function Popup() {
    return (
      <Base.Root handle={handle}>
        {({ payload }) => (
          <Base.Portal>
            <Base.Positioner sideOffset={6} className="z-30">
              <Base.Popup className="max-w-72 rounded border border-edge bg-paper px-2 py-1 text-xs text-ink shadow-md">
                {payload}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        )}
      </Base.Root>
    )
  }

  return { Trigger, Popup }
}
