import { newId } from '../../src/domain/ids.ts'
import type { RawAnswer } from './http.ts'

/** An id of the same type that nothing has. */
export const unknownLike = (id: string) =>
  id.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, () => newId())

/** The part of an id behind the type's name. */
export const bare = (id: string) => id.slice(id.indexOf(':') + 1)

/** Both answers, the second with the first one's id in the place of its own. */
export async function bothAnswers(id: string, ask: (id: string) => Promise<RawAnswer>) {
  const unknown = unknownLike(id)
  const [theirs, nothing] = [await ask(id), await ask(unknown)]
  const headersOf = ({ headers }: RawAnswer) =>
    [...headers].filter(([name]) => !['date', 'etag'].includes(name))
  return {
    theirs: { status: theirs.status, text: theirs.text, headers: headersOf(theirs) },
    nothing: {
      status: nothing.status,
      text: nothing.text.replaceAll(bare(unknown), bare(id)),
      headers: headersOf(nothing),
    },
  }
}
