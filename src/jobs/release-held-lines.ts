import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { BEFORE_ALL_LINES, heldLines } from '../domain/dividends/levies/held-lines.ts'
import { type HeldLine, lateLevies } from '../domain/dividends/levies/late-levies.ts'
import { KNOWN_LAW, type Law } from '../domain/dividends/levies/levies-on.ts'
import { releaseLine } from '../domain/dividends/levies/release-line.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, type Tally, tryEach } from './try-each.ts'

/** Lines looked at together: what cannot be released yet costs one row of a query, and no transaction. */
const PAGE = 1000

/** Another release was first, or something is missing again: neither is a failure. */
const WAITS = ['LINE_NOT_HELD', 'NO_LEVY_RULE']

/** Releases every held line whose levies can be found now. What misses something stays held, and nothing is written. */
export async function releaseHeldLines(shop: Workshop, now: Date, law: Law = KNOWN_LAW): Promise<string> {
  let [after, released, held, failed] = [BEFORE_ALL_LINES, 0, 0, 0]
  for (;;) {
    const lines = await heldLines(shop.orm.em.fork(), { after, limit: PAGE }, now)
    const known = lines.filter(line => !('missing' in lateLevies(line, law)))
    const tally = await releaseAll(shop, known, { now, law })
    released += tally.done
    failed += tally.failed
    held += lines.length - tally.done
    const last = lines.at(-1)
    if (last === undefined || lines.length < PAGE) break
    after = last
  }
  return outcomeOf(`${released} lines released, ${held} held`, failed)
}

function releaseAll(
  { orm, log }: Workshop,
  lines: readonly HeldLine[],
  { now, law }: { now: Date; law: Law },
): Promise<Tally> {
  const deed = { actor: system('job'), verb: 'releaseLine', now }
  const byKey = new Map(lines.map(line => [keyOf(line), line]))
  const release = (key: string) => act(orm, deed, em => releaseLine(em, byKey.get(key) as HeldLine, now, law))
  return tryEach(log, [...byKey.keys()], release, WAITS)
}

const keyOf = ({ distributionId, classId, holderId }: HeldLine) => `${distributionId}:${classId}:${holderId}`
