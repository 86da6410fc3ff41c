import * as z from 'zod'

/** The only reader of process.env in the application. Fails at the first use, with the name of what is wrong. */
const schema = z.object({
  SUIVI_MODE: z.enum(['demo', 'production']).default('demo'),
  DATABASE_URL: z.string().min(1),
  SUIVI_MASTER_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64'),
  SUIVI_SECRET: z.string().min(32),
  /** Public address; only what serves pages needs it. */
  SUIVI_URL: z.url().default('http://localhost:3000'),
  /** Where patients reach their own page, when that is another address; empty counts as not set. */
  SUIVI_PATIENT_URL: z.union([z.literal(''), z.url()]).optional(),
})

export type Env = z.infer<typeof schema>

let cached: Env | undefined

export function readEnv(): Env {
  if (cached) return cached
  const parsed = schema.safeParse(process.env)
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is not complete. ${names.join('; ')}`)
  }
  cached = parsed.data
  return cached
}
