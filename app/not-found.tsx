import { currentCall } from '@/lib/session'
import { Frame } from './frame'
import { NotFoundWords } from './not-found-words'

/** Outside the studies; who is signed in keeps the places to go on to. */
export default async function NotFoundPage() {
  if (await currentCall()) {
    return (
      <Frame slug={null}>
        <NotFoundWords />
      </Frame>
    )
  }
  return (
    <main>
      <NotFoundWords />
    </main>
  )
}
