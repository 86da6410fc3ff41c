import { PrismaPg } from '@prisma/adapter-pg'
import { readEnv } from '@/lib/env'
import { PrismaClient } from './generated/client'

// One client a process; kept on globalThis because development reloads modules.
const holder = globalThis as unknown as { suiviPrisma?: PrismaClient }

export function connect(): PrismaClient {
  holder.suiviPrisma ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: readEnv().DATABASE_URL,
      max: 10,
      // Without it DateTime values are read in the server's zone (see docs/decisions/0003).
      options: '-c TimeZone=UTC',
    }),
  })
  return holder.suiviPrisma
}

export async function disconnect(): Promise<void> {
  await holder.suiviPrisma?.$disconnect()
  delete holder.suiviPrisma
}
