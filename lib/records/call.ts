import type { Actor } from '@/lib/access/actor'

/** One request of one actor: what every function of this room is called with. */
export interface Call {
  readonly actor: Actor
  /** Names the request in trail, logs and error answers. */
  readonly request: string
  /** From the Idempotency-Key header; absent for the command line. */
  readonly replay?: Replay
}

export interface Replay {
  readonly key: string
  /** HMAC of verb, path and body: tells the same request from another one under the same key. */
  readonly bodyHmac: string
}

/** In one study (by its slug in the URL), or across studies. */
export type Where = { readonly study: string } | 'across'
