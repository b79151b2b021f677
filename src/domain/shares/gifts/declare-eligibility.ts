import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from '../../parties/people/lock-party.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { giftEligibilities } from './eligibilities.ts'
import type { ReceiptArticle } from './receipt-articles.ts'
import { refuse } from './refusals.ts'
import { refuseOwnPeople } from './refuse-own-people.ts'

const LEAST = 3
const MOST = 500

export type NewEligibility = {
  partyId: string
  article: ReceiptArticle
  purpose: string
  reason: string
  source: string
  /** The first and the last day of the gifts, in the platform's zone; null: no end yet. */
  from: string
  until: string | null
  declarerId: string
}

/**
 * Staff declares that gifts to a party reduce the tax of who gave them (art. 200, 238 bis or 978 CGI), with the reason and its
 * source: nobody else says so, the issuer least of all. It counts once somebody else has confirmed it, and then replaces what was
 * declared of the same article.
 * Refuses PARTY_UNKNOWN, NOT_FOR_YOURSELF, DATE_MALFORMED, ELIGIBILITY_SPAN_WRONG, ELIGIBILITY_UNFOUNDED.
 */
export async function declareEligibility(
  em: EntityManager,
  input: NewEligibility,
  now: Date,
): Promise<{ partyId: string }> {
  const { partyId, article, declarerId } = input
  const fromDay = within('from', () => parseDay(input.from))
  const untilDay = input.until === null ? null : within('until', () => parseDay(input.until as string))
  if (untilDay !== null && untilDay < fromDay)
    throw refuse.ELIGIBILITY_SPAN_WRONG({ from: fromDay, until: untilDay })
  const [purpose = '', reason = '', source = ''] = [input.purpose, input.reason, input.source].map(text =>
    text.trim(),
  )
  if ([purpose, reason, source].some(text => text.length < LEAST || text.length > MOST))
    throw refuse.ELIGIBILITY_UNFOUNDED({ least: LEAST, most: MOST })
  await lockParty(em, partyId)
  await refuseOwnPeople(em, { partyId, personId: declarerId }, now)
  const before = await giftEligibilities(em, [partyId])
  const version = before.filter(row => row.article === article).length + 1
  const founded = { purpose, reason, source, fromDay, untilDay }
  await sqlOf(em)
    .insertInto('giftEligibility')
    .values({ partyId, article, version, ...founded, declarerId, declaredAt: now })
    .execute()
  return { partyId }
}
