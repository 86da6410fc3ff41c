import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { POLICY } from '@/lib/access/verbs'
import { CONTRACTS } from '@/lib/contracts/all'
import { isWrite } from '@/lib/contracts/contract'
import { buildOpenApi } from '@/lib/contracts/openapi'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
}

const document = JSON.parse(JSON.stringify(buildOpenApi())) as {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, object> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the contracts', () => {
  it('name a method and a path once, with a verb and a summary', () => {
    const keys = CONTRACTS.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const contract of CONTRACTS) {
      expect(Object.keys(POLICY)).toContain(contract.verb)
      expect(contract.summary.length).toBeGreaterThan(10)
      expect(contract.path).toMatch(/^(\/[a-z-]+|\/\[[a-z]+\])+$/)
    }
  })

  it('take exactly the params of their path', () => {
    for (const { path, params } of CONTRACTS) {
      const named = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name)
      expect(Object.keys((params as z.ZodObject).shape).sort(), path).toEqual(named.sort())
    }
  })

  it('are strict about bodies and queries, and bound every text', () => {
    for (const { method, path, query, body } of CONTRACTS) {
      for (const schema of [query, body]) {
        if (schema instanceof z.ZodUndefined) continue
        const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
        expect(json.additionalProperties, `${method} ${path}`).toBe(false)
        expect(listUnboundedTexts(json), `${method} ${path}`).toEqual([])
      }
      if (method === 'GET') expect(body).toBeInstanceOf(z.ZodUndefined)
    }
  })
})

/** Paths of strings without length, pattern, format or choice. */
function listUnboundedTexts(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const node = schema as Record<string, unknown>
  const bounded = ['maxLength', 'pattern', 'format', 'enum', 'const'].some((key) => key in node)
  const own = node.type === 'string' && !bounded ? [at] : []
  return [
    ...own,
    ...Object.entries(node).flatMap(([key, inner]) => listUnboundedTexts(inner, `${at}/${key}`)),
  ]
}

describe('openapi.json', () => {
  it('is OpenAPI 3.1 and lists every contract once', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: 'Suivi', version: expect.any(String) })
    const listed = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    const wanted = CONTRACTS.map(
      ({ method, path }) => `${method} /api/v1${path.replaceAll('[', '{').replaceAll(']', '}')}`,
    )
    expect(listed.sort()).toEqual(wanted.sort())
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
  })

  it('says of each what it takes and what it answers, problems included', () => {
    for (const { path, method, operation } of operations) {
      const { parameters = [], responses } = operation
      const inPath = parameters.filter((one) => one.in === 'path')
      expect(inPath.map((one) => `{${one.name}}`).sort()).toEqual((path.match(/\{\w+\}/g) ?? []).sort())
      for (const one of inPath) expect(one.required).toBe(true)
      for (const one of parameters) expect(one.schema).toBeTypeOf('object')
      const key = parameters.find((one) => one.name === 'Idempotency-Key')
      expect(key !== undefined, `${method} ${path}`).toBe(isWrite(method.toUpperCase() as 'GET'))
      expect(Object.keys(responses).sort()).toEqual([expect.stringMatching(/^20[01]$/), 'default'])
      expect(responses.default?.content).toHaveProperty(['application/problem+json'])
      expect(operation.description).toMatch(/^Verb `[a-z._]+`; roles: \w+/)
    }
  })

  it('refers to nothing that is not there', () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    for (const reference of references) {
      const name = /^"\$ref":"#\/components\/schemas\/(\w+)"$/.exec(reference)?.[1] ?? reference
      expect(Object.keys(document.components?.schemas ?? {})).toContain(name)
    }
  })
})
