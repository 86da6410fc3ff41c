import type { ReactNode } from 'react'
import { Frame } from '../frame'

interface LayoutProps {
  params: Promise<{ study: string }>
  children: ReactNode
}

export default async function StudyLayout({ params, children }: LayoutProps) {
  const { study } = await params
  return <Frame slug={study}>{children}</Frame>
}
