import type { ReactNode } from 'react'
import { Frame } from '../frame'

export default function SystemLayout({ children }: { children: ReactNode }) {
  return <Frame slug={null}>{children}</Frame>
}
