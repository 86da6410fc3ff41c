export function startHousekeeping(
  program: string,
  env: NodeJS.ProcessEnv,
  options?: { first?: number; every?: number },
): { stop(): Promise<void> }
