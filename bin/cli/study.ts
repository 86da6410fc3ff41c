import { parseProtocol } from '@/lib/protocol/check-protocol'
import { FIVE_VISITS } from '@/lib/protocol/shipped/visits'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { addStudy } from '@/lib/records/studies/manage-studies'
import { addSite } from '@/lib/records/studies/sites'
import { requireOption, UsageError, type Command } from './command'

/** Makes a site: `site add --code NORTH --zh 北院 --en "North Hospital" [--zone Asia/Shanghai]`. */
export async function runSite(command: Command): Promise<unknown> {
  if (command.verb !== 'add') throw new UsageError('site add')
  const code = requireOption(command, 'code')
  const done = await addSite(command.call, {
    code,
    nameZh: requireOption(command, 'zh'),
    nameEn: requireOption(command, 'en'),
    timeZone: command.options.get('zone') ?? 'Asia/Shanghai',
  })
  command.say(`${code} added.`)
  return done
}

/**
 * Makes a study: `study add --slug S --zh T --en T --sites NORTH,SOUTH [--protocol FILE.json] [--closed]`. Without
 * a file it is the registry of the five default visits.
 */
export async function runStudy(command: Command): Promise<unknown> {
  if (command.verb !== 'add') throw new UsageError('study add')
  const slug = requireOption(command, 'slug')
  const done = await addStudy(command.call, {
    slug,
    titleZh: requireOption(command, 'zh'),
    titleEn: requireOption(command, 'en'),
    followUpClosed: command.options.has('closed'),
    protocol: readProtocol(command),
    siteCodes: requireOption(command, 'sites').split(','),
  })
  command.say(`${slug} added.`)
  return done
}

function readProtocol(command: Command) {
  const file = command.options.get('protocol')
  if (!file) {
    const prefix = command.options.get('prefix') ?? LIVE_PROTOCOL.codePrefix
    return { ...LIVE_PROTOCOL, codePrefix: prefix, visits: FIVE_VISITS }
  }
  return parseProtocol(JSON.parse(Buffer.from(command.readFile(file)).toString('utf8')))
}
