import type { ReactNode } from 'react'
import { Frame } from '../frame'

export default function TrailLayout({ children }: { children: ReactNode }) {
  return <Frame slug={null}>{children}</Frame>
}
