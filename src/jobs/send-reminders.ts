import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { projectsToRemind } from '../domain/dividends/reminders/reminders.ts'
import { sendReminders } from '../domain/dividends/reminders/send-reminders.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Reminds issuers of reports that are due, and tells finance of those that do not come. */
export async function sendDueReminders({ orm, log }: Workshop, now: Date): Promise<string> {
  const deed = { actor: system('job'), verb: 'sendReminders', now }
  const due = await projectsToRemind(orm.em.fork(), now)
  let sent = 0
  const { failed } = await tryEach(log, due, async projectId => {
    const { made } = await act(orm, deed, em => sendReminders(em, { projectId }, now))
    sent += made.periodStarts.length
  })
  return outcomeOf(`${sent} reminders sent`, failed)
}
