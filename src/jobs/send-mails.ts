import { act, transact } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { MOST_ATTEMPTS } from '../domain/parties/messages/backing-off.ts'
import type { HowBounced } from '../domain/parties/messages/message.ts'
import { recordBounce } from '../domain/parties/messages/record-bounce.ts'
import { type MailAnswer, settleMail } from '../domain/parties/messages/settle-mail.ts'
import { type DueMail, takeMails } from '../domain/parties/messages/take-mails.ts'
import type { Workshop } from './job.ts'

/** Mails that are given to the server side by side. */
const TOGETHER = 4
/** Mails of one tick: the other jobs wait meanwhile, and the rest goes with the next one. */
const MOST = 1000

type Tally = Record<MailAnswer['how'], number>

/**
 * Gives the mails of the outbox to the mail server. Each attempt is written down before and its answer after: what was killed
 * between is sent again as the same mail, under the same Message-ID. Fails when no server takes anything.
 */
export async function sendMails(shop: Workshop, now: Date): Promise<string> {
  if (shop.mailer == null) return 'there is no mail server'
  const tally: Tally = { taken: 0, deferred: 0, refused: 0, unreachable: 0 }
  for (let tried = 0; tried < MOST && tally.unreachable === 0; ) {
    const mails = await transact(shop.orm, 'takeMails', em => takeMails(em, TOGETHER, now))
    if (mails.length === 0) break
    tried += mails.length
    for (const how of await Promise.all(mails.map(mail => sendOne(shop, mail, now)))) tally[how]++
  }
  const { taken, deferred, refused, unreachable } = tally
  const sentence = `${taken} mails sent, ${deferred} put off, ${refused} refused`
  if (unreachable > 0) throw new Error(`${sentence}; the mail server is not reached`)
  return sentence
}

async function sendOne(shop: Workshop, mail: DueMail, now: Date): Promise<MailAnswer['how']> {
  const { orm, log, mailer } = shop
  const answer: MailAnswer = (await mailer?.send(mail)) ?? { how: 'unreachable', status: '' }
  const messageId = mail.id
  const bounced = bounceOf(mail, answer)
  if (bounced !== null) {
    const bounce = { messageId, address: null, how: bounced, status: answer.status }
    await act(orm, { actor: system('job'), verb: 'recordBounce', now }, em => recordBounce(em, bounce, now))
  } else {
    await transact(orm, 'settleMail', em => settleMail(em, { messageId, answer }, now))
  }
  // The id of the mail says where to look: whose it is belongs into no log.
  if (answer.how !== 'taken')
    log.warn({ id: messageId, how: answer.how, status: answer.status }, 'a mail did not go')
  return answer.how
}

/** A refusal is for good; a mail that was put off too often is given up. */
function bounceOf({ attempts }: DueMail, { how }: MailAnswer): HowBounced | null {
  if (how === 'refused') return 'refused'
  return how === 'deferred' && attempts >= MOST_ATTEMPTS ? 'givenUp' : null
}
