import { createSender, type ApiProblem } from '@/components/ui/client-api'

interface Choice {
  readonly id: string
  readonly version: number
  readonly patients?: number
  readonly finishedAt?: string | null
}

/** Runs a choice to its end, a step a request. @returns what stopped it, null when it is done */
export async function runChoice(
  slug: string,
  choice: Choice,
  onProgress: (patients: number) => void,
): Promise<ApiProblem | null> {
  for (let at = choice; !at.finishedAt;) {
    const step = await createSender()<Choice>({
      method: 'POST',
      path: `/studies/${slug}/definitions/${at.id}/run`,
      body: { version: at.version },
    })
    if (!step.ok) return step.problem
    at = step.data
    onProgress(at.patients ?? 0)
  }
  return null
}
