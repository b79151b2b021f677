import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { openNextRound } from '../domain/offerings/rounds/open-next-round.ts'
import { roundsToOpen } from '../domain/offerings/rounds/rounds.ts'
import { roundsWithPledges } from '../domain/shares/pledges/pledges.ts'
import { subscribePledged } from '../domain/shares/pledges/subscribe-pledged.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Opens the next round of what is asked for each month, and turns what was pledged into orders of the open rounds. */
export async function openRounds({ orm, log }: Workshop, now: Date): Promise<string> {
  const deed = (verb: string) => ({ actor: system('job'), verb, now })
  const open = (offeringId: string) =>
    act(orm, deed('openNextRound'), em => openNextRound(em, { offeringId }, now))
  const order = (offeringId: string) =>
    act(orm, deed('subscribePledged'), em => subscribePledged(em, { offeringId }, now))
  const opened = await tryEach(log, await roundsToOpen(orm.em.fork(), now), open, ['REPEATING_ENDED'])
  const ordered = await tryEach(log, await roundsWithPledges(orm.em.fork(), now), order)
  const sentence = `${opened.done} rounds opened, pledges ordered in ${ordered.done}`
  return outcomeOf(sentence, opened.failed + ordered.failed)
}
