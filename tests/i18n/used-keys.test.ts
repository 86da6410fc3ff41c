import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadMessages, type Messages } from '@/lib/i18n/messages'

const DECLARED = /const (\w+) = (?:await )?(?:use|get)Translations\(\s*(?:'([\w.]+)')?\s*\)/g

// A key that is misspelt shows as itself on the page; here it fails instead.
it('finds every key that a page or component names', async () => {
  const messages = await loadMessages('zh-CN')
  const files = ['app', 'components'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${room}/${file}`),
  )
  const named = files.flatMap((file) => listKeys(readFileSync(file, 'utf8')).map((key) => ({ file, key })))
  expect(named.filter(({ key }) => !hasKey(messages, key))).toEqual([])
  expect(named.length).toBeGreaterThan(20)
})

/** Each literal key, under the namespace its translator was declared with (the nearest one above the call). */
function listKeys(source: string): string[] {
  const declared = [...source.matchAll(DECLARED)].map((match) => ({
    at: match.index,
    name: match[1] ?? '',
    namespace: match[2],
  }))
  return declared.flatMap(({ at, name, namespace }) => {
    const next = declared.find((other) => other.name === name && other.at > at)
    const scope = source.slice(at, next?.at)
    return [...scope.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.markup)?\\(\\s*'([\\w.]+)'`, 'g'))].map(
      (match) => (namespace ? `${namespace}.${match[1]}` : String(match[1])),
    )
  })
}

function hasKey(messages: Messages, key: string): boolean {
  let found: Messages | string | undefined = messages
  for (const name of key.split('.')) found = typeof found === 'object' ? found[name] : undefined
  return typeof found === 'string'
}
