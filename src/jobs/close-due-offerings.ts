import { act } from '../act.ts'
import { system } from '../domain/acts/begin-act.ts'
import { offeringsToClose } from '../domain/offerings/offerings.ts'
import { closeOffering } from '../domain/shares/close-offering.ts'
import { expireDue, offeringsWithDueReservations } from '../domain/shares/expire-reservations.ts'
import type { Workshop } from './job.ts'
import { passOver } from './pass-over.ts'

/** Frees what was reserved and not paid in time, then decides every offering that no order holds open any more. */
export async function closeDueOfferings({ orm }: Workshop, now: Date): Promise<string> {
  const actor = system('job')
  const due = await offeringsWithDueReservations(orm.em.fork(), now)
  for (const offeringId of due) {
    await act(orm, { actor, verb: 'expireReservations', now }, em => expireDue(em, { offeringId }, now))
  }
  let decided = 0
  for (const offeringId of await offeringsToClose(orm.em.fork(), now)) {
    const closing = act(orm, { actor, verb: 'closeOffering', now }, em =>
      closeOffering(em, { offeringId }, now),
    )
    if ((await passOver(closing, 'OFFERING_UNDECIDED', 'OFFERING_DECIDED')) === null) decided++
  }
  return `${decided} offerings decided, reservations expired in ${due.length}`
}
