import { ROLES, type Role } from '@/lib/access/verbs'
import { isLocale } from '@/lib/i18n/locale'
import { addPerson, findPerson, updatePerson, type Grant } from '@/lib/records/people/people'
import { requireOption, UsageError, type Command } from './command'

export async function runUser(command: Command): Promise<unknown> {
  switch (command.verb) {
    case 'add':
      return add(command)
    case 'role':
      return changeRole(command)
    case 'disable':
    case 'enable': {
      const person = await findPerson(command.call, requireOption(command, 'username'))
      const done = await updatePerson(command.call, person.id, person.version, { kind: command.verb })
      command.say(`${person.username}: ${command.verb}d.`)
      return done
    }
    default:
      throw new UsageError('user add | role | disable | enable')
  }
}

function readGrant(command: Command): Grant {
  const role = requireOption(command, 'role')
  if (!ROLES.includes(role as Role)) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`)
  return {
    role: role as Role,
    study: command.options.get('study') ?? null,
    site: command.options.get('site') ?? null,
  }
}

async function add(command: Command): Promise<unknown> {
  const locale = command.options.get('locale') ?? 'zh-CN'
  if (!isLocale(locale)) throw new UsageError('--locale is zh-CN or en.')
  const username = requireOption(command, 'username')
  const input = {
    username,
    displayName: requireOption(command, 'name'),
    locale,
    grants: [readGrant(command)],
    password: await readPassword(command),
  }
  const done = await addPerson(command.call, input)
  command.say(`${username} added.`)
  return done
}

/** From standard input, so that it stands in no process list and no shell history. */
async function readPassword(command: Command): Promise<string> {
  if (process.stdin.isTTY) command.say('Password, then Enter:')
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0]?.replace(/\r$/, '') ?? ''
}

async function changeRole(command: Command): Promise<unknown> {
  const grant = readGrant(command)
  const person = await findPerson(command.call, requireOption(command, 'username'))
  if (!command.options.has('end')) {
    const done = await updatePerson(command.call, person.id, person.version, { kind: 'grant', grant })
    command.say(`${person.username}: ${grant.role} given.`)
    return done
  }
  const held = person.memberships.find(
    (one) => one.role === grant.role && one.study === grant.study && one.site === grant.site,
  )
  if (!held) throw new UsageError(`${person.username} does not hold this role there.`)
  const done = await updatePerson(command.call, person.id, person.version, {
    kind: 'end_role',
    membershipId: held.id,
  })
  command.say(`${person.username}: ${grant.role} ended.`)
  return done
}
