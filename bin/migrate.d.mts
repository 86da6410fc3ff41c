export class MigrationRefused extends Error {}
export function migrate(ownerUrl: string, directory?: string, only?: readonly string[]): Promise<string[]>
export function listMigrations(directory?: string): { name: string; checksum: string }[]
export function pendingMigrations(url: string, directory?: string): Promise<string[]>
