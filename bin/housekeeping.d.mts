export interface Step {
  /** Program and arguments for Node. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}
export function listSteps(options: { worker: string; cli: string; env: NodeJS.ProcessEnv }): Step[]
export function startHousekeeping(
  steps: readonly Step[],
  options?: { first?: number; every?: number },
): { stop(): Promise<void> }
