import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupRefused, MANIFEST, parseManifest, type Manifest } from './manifest'

const NAME = /^suivi-\d{8}T\d{6}Z$/
const DRAFT = /^\.suivi-\d{8}T\d{6}Z\.part$/

export interface Written {
  readonly bytes: number
  readonly sha256: string
  readonly contentSha256: string
}

/** Passes bytes on and keeps count and hash of them. */
export function makeTap(): { tap: Transform; read: () => { bytes: number; sha256: string } } {
  const hash = createHash('sha256')
  let bytes = 0
  const tap = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { tap, read: () => ({ bytes, sha256: hash.digest('hex') }) }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A compressed file of one table, on the disk when this answers. */
export async function writeRows(path: string, rows: Readable): Promise<Written> {
  const content = makeTap()
  const packed = makeTap()
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(rows, content.tap, createGzip({ level: 4 }), packed.tap, file)
  return { ...packed.read(), contentSha256: content.read().sha256 }
}

/** The rows of a file as they were before compression. */
export function readRows(path: string): AsyncIterable<Buffer> {
  return createReadStream(path).compose(createGunzip())
}

export async function writeText(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Makes `directory/suivi-<moment>` by `work`, beside its final place, and renames it when all of it is on the disk:
 * what carries that name is whole.
 */
export async function makeFolder(
  directory: string,
  moment: Date,
  work: (draft: string) => Promise<void>,
): Promise<string> {
  const name = `suivi-${moment.toISOString().replace(/[-:]|\.\d+/g, '')}`
  const draft = join(directory, `.${name}.part`)
  const final = join(directory, name)
  if (await exists(final)) throw new BackupRefused(`${final} is there already.`)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await mkdir(draft, { mode: 0o700 })
  try {
    await work(draft)
    await syncPath(draft)
    await rename(draft, final)
    await syncPath(directory)
    return final
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Whole backups of a directory, the oldest first. */
export async function listBackups(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [])
  return names.filter((name) => NAME.test(name)).sort()
}

/** When the newest whole backup of a directory was taken. */
export async function findNewest(directory: string): Promise<Date | undefined> {
  const name = (await listBackups(directory)).at(-1)
  if (!name) return undefined
  return new Date(name.replace(/^suivi-(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

const ABANDONED_MS = 86_400_000

/** Keeps the newest backups of a directory; what a killed one left behind for a day goes too. */
export async function pruneBackups(directory: string, keep: number): Promise<string[]> {
  const old = (await listBackups(directory)).slice(0, -keep)
  const drafts = (await readdir(directory)).filter((name) => DRAFT.test(name))
  for (const name of drafts) {
    const { mtimeMs } = await stat(join(directory, name))
    if (Date.now() - mtimeMs > ABANDONED_MS) old.push(name)
  }
  for (const name of old) await rm(join(directory, name), { recursive: true, force: true })
  return old
}

export async function readManifest(folder: string): Promise<Manifest> {
  if (DRAFT.test(basename(folder)))
    throw new BackupRefused(`${folder} was cut short: it never became a backup. Use another one.`)
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined)
  if (text !== undefined) return parseManifest(text)
  const inside = await listBackups(folder)
  if (inside.length > 0)
    throw new BackupRefused(`${folder} holds backups: name one of them. The newest is ${inside.at(-1)}.`)
  throw new BackupRefused(`${folder} is not a whole backup: it has no ${MANIFEST}.`)
}

/** Refuses a backup in which any file is missing, cut short, changed or left over. */
export async function checkFiles(folder: string, { tables }: Manifest): Promise<void> {
  const faults: string[] = []
  for (const { file, bytes, sha256 } of tables) {
    const path = join(folder, file)
    const size = await stat(path)
      .then((found) => found.size)
      .catch(() => undefined)
    if (size === undefined) faults.push(`${file} is missing`)
    else if (size !== bytes) faults.push(`${file} has ${size} bytes instead of ${bytes}`)
    else if ((await hashFile(path)) !== sha256) faults.push(`${file} was changed`)
  }
  const known = new Set([MANIFEST, ...tables.map(({ file }) => file)])
  for (const name of await readdir(folder)) if (!known.has(name)) faults.push(`${name} does not belong to it`)
  if (faults.length > 0)
    throw new BackupRefused(
      `The backup is damaged: ${faults.join('; ')}. Nothing was touched. Use another backup.`,
    )
}

async function hashFile(path: string): Promise<string> {
  const { tap, read } = makeTap()
  await pipeline(createReadStream(path), tap.resume())
  return read().sha256
}
