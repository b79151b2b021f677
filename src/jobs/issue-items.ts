import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { issueItems } from '../domain/fulfilment/issue-items.ts'
import { offeringsToFulfil } from '../domain/fulfilment/orders-to-fulfil.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Writes down what the orders of each funded offering are owed, and issues their tickets. */
export async function issueMissingItems({ orm, log }: Workshop, now: Date): Promise<string> {
  const issue = async (offeringId: string) => {
    let after: string | null = null
    do {
      const from: string | null = after
      const deed = { actor: system('job'), verb: 'issueItems', now }
      after = (await act(orm, deed, em => issueItems(em, { offeringId, after: from }, now))).made.lastOrderId
    } while (after !== null)
  }
  const { done, failed } = await tryEach(log, await offeringsToFulfil(orm.em.fork()), issue)
  return outcomeOf(`what the orders of ${done} offerings are owed was written`, failed)
}
