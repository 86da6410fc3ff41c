// A route under /api/v1 is a door: a file that answers a method any other way fails the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './step.mjs'

const METHOD = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS'
// Readable without signing in: what can be asked, not what is there.
const OPEN = ['app/api/v1/openapi.json/route.ts']

/** What is wrong with the routes of a tree, a sentence each. */
export function listRouteFaults(root) {
  const directory = join(root, 'app', 'api', 'v1')
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true })
    .filter((file) => /(^|[\\/])route\.\w+$/.test(file))
    .map((file) => `app/api/v1/${file.replaceAll('\\', '/')}`)
    .filter((file) => !OPEN.includes(file))
    .sort()
    .flatMap((file) => listFaults(file, readFileSync(join(root, file), 'utf8')))
}

function listFaults(file, text) {
  const doors = text.match(new RegExp(`^export const (${METHOD}) = door\\(`, 'gm')) ?? []
  const exported = text.match(/^export\b.*$/gm) ?? []
  const others = exported.filter((line) => !new RegExp(`^export const (${METHOD}) = door\\(`).test(line))
  const ours = /^import \{ door \} from '@\/lib\/door'$/m.test(text)
  if (doors.length === 0 || !ours) return [`${file} has no door.`]
  return others.map((line) => `${file} exports something that is no door: ${line}`)
}

export function checkRoutes(root) {
  const faults = listRouteFaults(root)
  if (faults.length > 0) throw new Refusal(`Not built. ${faults.join('\n')}`)
}
