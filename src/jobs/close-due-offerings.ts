import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { offeringsToClose } from '../domain/offerings/offerings.ts'
import { overdueOrders } from '../domain/shares/bank/overdue-orders.ts'
import { closeOffering } from '../domain/shares/closing/close-offering.ts'
import { expireDue } from '../domain/shares/expire-reservations.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Frees what was reserved and, as far as the bank tells, not paid in time; then decides every offering that no order holds open any more. */
export async function closeDueOfferings({ orm, log }: Workshop, now: Date): Promise<string> {
  const deed = (verb: string) => ({ actor: system('job'), verb, now })
  const expire = (offeringId: string) =>
    act(orm, deed('expireReservations'), em => expireDue(em, { offeringId }, now))
  const close = (offeringId: string) =>
    act(orm, deed('closeOffering'), em => closeOffering(em, { offeringId }, now))
  const overdue = new Set((await overdueOrders(orm.em.fork(), now)).map(each => each.offeringId))
  const expired = await tryEach(log, [...overdue], expire)
  const due = await offeringsToClose(orm.em.fork(), now)
  const decided = await tryEach(log, due, close, [
    'OFFERING_UNDECIDED',
    'OFFERING_AWAITS_CHANGE',
    'OFFERING_DECIDED',
  ])
  const sentence = `${decided.done} offerings decided, reservations expired in ${expired.done}`
  return outcomeOf(sentence, expired.failed + decided.failed)
}
