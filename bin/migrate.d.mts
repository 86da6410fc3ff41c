export class MigrationRefused extends Error {}
export function migrate(ownerUrl: string, directory?: string): Promise<string[]>
export function pendingMigrations(url: string, directory?: string): Promise<string[]>
