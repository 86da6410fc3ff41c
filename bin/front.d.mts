import type { IncomingMessage, Server, ServerResponse } from 'node:http'

export interface Limits {
  body: number
  importBody: number
  header: number
  headerTime: number
  requestTime: number
  idleTime: number
  drainTime: number
}

export const LIMITS: Limits
export function isSoundTarget(target: string): boolean
export function createFront(options: {
  handler: (req: IncomingMessage, res: ServerResponse) => unknown
  publicUrl: () => URL
  trustedHops?: number
  limits?: Partial<Limits>
}): { server: Server; drain: () => Promise<void> }
