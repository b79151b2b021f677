import type { EntityManager } from '@mikro-orm/postgresql'
import { loginsOfParties } from '../../parties/access/logins.ts'
import { agentsOf } from '../../parties/mandates/mandates.ts'
import { TEXTS } from '../../parties/messages/texts.ts'
import { writeMessage } from '../../parties/messages/write-message.ts'
import { maskedIban } from '../../parties/people/masked-iban.ts'
import { profiles } from '../../parties/people/profiles.ts'
import type { LegRow } from './legs.ts'

/** Writes to payees, and to whoever may act for them, that what was sent to them came back. No amount stands in a mail. */
export async function writeToPayees(em: EntityManager, legs: readonly LegRow[], now: Date): Promise<void> {
  for (const { payeeOwnerId, iban } of legs) {
    const people = [payeeOwnerId, ...(await agentsOf(em, payeeOwnerId, now))]
    const languages = new Map((await profiles(em, people)).map(row => [row.partyId, row.language]))
    for (const { partyId, address } of await loginsOfParties(em, people)) {
      const text = TEXTS[languages.get(partyId) ?? 'en'].payoutCameBack({ account: maskedIban(iban) })
      await writeMessage(em, { address, ...text }, now)
    }
  }
}
