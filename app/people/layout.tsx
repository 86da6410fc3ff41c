import type { ReactNode } from 'react'
import { Frame } from '../frame'

export default function PeopleLayout({ children }: { children: ReactNode }) {
  return <Frame slug={null}>{children}</Frame>
}
