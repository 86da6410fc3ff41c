import { Zip, ZipDeflate } from 'fflate'

/** Local parts of the oldest date an archive knows: the same bytes at every time and in every time zone. */
const NO_TIME = new Date(1980, 0, 1)

const encoder = new TextEncoder()

/**
 * An archive of files, each told by its path and its content, in chunks as they come; the whole is never in memory.
 * The same content is the same bytes.
 */
export function* writeZip(
  files: Iterable<readonly [path: string, content: Iterable<string | Uint8Array>]>,
): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for (const [path, content] of files) {
    const file = new ZipDeflate(path, { level: 6 })
    file.mtime = NO_TIME
    zip.add(file)
    for (const part of content) {
      file.push(typeof part === 'string' ? encoder.encode(part) : part)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
