import * as z from 'zod'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { POLICY } from '@/lib/access/verbs'
import { CONTRACTS } from './all'
import { isWrite, type Contract } from './contract'

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request: z.string(),
  fields: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
  extra: z.record(z.string(), z.unknown()),
})

const idempotencyKey = z.object({
  'Idempotency-Key': z.uuid().meta({ description: 'The same request under the same key is applied once.' }),
})

/** The door as OpenAPI 3.1, from the contracts the routes use. */
export function buildOpenApi() {
  const paths: ZodOpenApiPathsObject = {}
  for (const contract of CONTRACTS) {
    const path = `/api/v1${contract.path.replaceAll('[', '{').replaceAll(']', '}')}`
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: describe(contract) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Suivi', version: '1', description: 'Electronic follow-up registry for spine surgery.' },
    paths,
  })
}

function describe(contract: Contract) {
  const body = contract.body instanceof z.ZodUndefined ? undefined : contract.body
  return {
    operationId: `${contract.verb} ${contract.method} ${contract.path}`,
    summary: contract.summary,
    description: `Verb \`${contract.verb}\`; roles: ${POLICY[contract.verb].join(', ') || 'none'}.`,
    requestParams: {
      path: contract.params as z.ZodObject,
      query: contract.query as z.ZodObject,
      ...(isWrite(contract.method) ? { header: idempotencyKey } : {}),
    },
    ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [contract.status]: {
        description: 'Done',
        content:
          'file' in contract.answer
            ? Object.fromEntries(contract.answer.file.map((type) => [type, { schema: z.string() }]))
            : { 'application/json': { schema: contract.answer } },
      },
      default: {
        description: 'A problem, told in the language of the person',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}
