import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { Readable } from 'node:stream'
import type pg from 'pg'

/** What pg's connection can do and its types leave out. */
interface CopyConnection {
  readonly stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

const BLOCK = 256 * 1024

function readCount(tag: string): number {
  return Number(/^COPY (\d+)$/.exec(tag)?.[1] ?? NaN)
}

export interface Copied {
  /** The bytes, in blocks. Reading slowly slows the server down, never fills the memory. */
  readonly stream: Readable
  /** How many rows they were, once all are read. */
  readonly rows: () => number
}

/** Runs a `COPY … TO STDOUT`. */
export function copyOut(client: pg.Client, sql: string): Copied {
  let rows = 0
  let connection: CopyConnection | undefined
  let parts: Buffer[] = []
  let size = 0
  const out = new Readable({
    highWaterMark: 4 * BLOCK,
    read: () => connection?.stream.resume(),
  })
  const flush = (): boolean => {
    const block = Buffer.concat(parts, size)
    parts = []
    size = 0
    return block.length === 0 || out.push(block)
  }
  client.query({
    submit: (given: unknown) => {
      connection = given as CopyConnection
      connection.query(sql)
    },
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      parts.push(Buffer.from(chunk)) // the parser uses its memory again
      size += chunk.length
      if (size >= BLOCK && !flush()) connection?.stream.pause()
    },
    handleCommandComplete: ({ text }: { text: string }) => {
      rows = readCount(text)
      flush()
    },
    handleReadyForQuery: () => out.push(null),
    handleError: (error: Error) => out.destroy(error),
  } as pg.Submittable)
  return { stream: out, rows: () => rows }
}

/** Feeds a `COPY … FROM STDIN` and answers how many rows arrived. */
export function copyIn(client: pg.Client, sql: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    let broken: unknown
    let over = false
    const feed = async (connection: CopyConnection) => {
      for await (const chunk of source) {
        if (over) return
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
      }
      connection.endCopyFrom()
    }
    client.query({
      submit: (connection: unknown) => (connection as CopyConnection).query(sql),
      handleCopyInResponse: (connection: CopyConnection) => {
        feed(connection).catch((error: unknown) => {
          broken = error
          connection.sendCopyFail('the source broke')
        })
      },
      handleCommandComplete: ({ text }: { text: string }) => (rows = readCount(text)),
      handleReadyForQuery: () => resolve(rows),
      handleError: (error: Error) => {
        over = true
        reject((broken as Error | undefined) ?? error)
      },
    } as pg.Submittable)
  })
}
