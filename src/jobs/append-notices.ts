import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { appendNotices } from '../domain/reports/notices/append-notices.ts'
import { actsBehind, TELLING } from '../domain/reports/notices/unnoticed.ts'
import type { Workshop } from './job.ts'

/** Acts that are told of in one transaction. */
const ACTS = 500

/** Goes through the feed from where it was left, and writes for everybody what concerns him. */
export async function appendMissingNotices({ orm }: Workshop, now: Date, acts = ACTS): Promise<string> {
  let written = 0
  // An act is written only when there is something to look at: else this job would make the feed longer for ever.
  while ((await actsBehind(orm.em.fork(), 1)).length > 0) {
    const deed = { actor: system('job'), verb: TELLING, now }
    const { made } = await act(orm, deed, em => appendNotices(em, { acts }, now))
    written += Number(made.written)
  }
  return `${written} notices written`
}
