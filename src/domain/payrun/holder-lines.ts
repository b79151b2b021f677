import type { EntityManager } from '@mikro-orm/postgresql'
import { heldLines } from '../dividends/levies/held-lines.ts'
import { lateLevies } from '../dividends/levies/late-levies.ts'
import { type Payable, payableOf } from '../payments/payable.ts'
import { BANK_RAILS, PAYOUT_RULES } from '../payments/payout-rules.ts'
import { testsBy } from '../payments/payout-tests.ts'
import { type PromisedRefund, promisedRefunds } from '../payments/refunds/refunds.ts'
import { heldForCards } from '../shares/cards/held-for-cards.ts'
import { moneyToRefund } from '../shares/money-to-refund.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import type { Destination } from './destinations.ts'
import type { PayeeBalance } from './payee-balances.ts'
import { type Owing, sumOf as totalOf } from './with-offsets.ts'

/** What a holder has on one account, by reason, and the refunds in it that leave. */
export type HolderPayable = { held: PayeeBalance; payable: Payable; refunds: PromisedRefund[] }

/**
 * What of the balances of holders leaves or stays, when it is tested on a day or later. `partyId`: the one holder whose
 * they are, or null for all. One query for each kind of reason, however many holders there are.
 */
export async function holderPayables(
  em: EntityManager,
  asked: {
    partyId: string | null
    balances: readonly PayeeBalance[]
    destinations: ReadonlyMap<string, Destination>
    owing: ReadonlyMap<string, Owing>
    testedFrom: string
  },
  now: Date,
): Promise<HolderPayable[]> {
  const { partyId, balances, destinations, owing, testedFrom } = asked
  const keyOf = (owner: string, currency: string) => `${owner} ${currency}`
  const tests = testsBy(PAYOUT_RULES)
  const held = await heldByHolder(em, partyId, now)
  const cards = new Map(
    (await heldForCards(em, partyId, now)).map(row => [keyOf(row.partyId, row.currency), row]),
  )
  const owed = await moneyToRefund(em, partyId)
  const toRefund = new Map(owed.map(row => [keyOf(row.partyId, row.currency), row.amount]))
  const promised = Map.groupBy(await promisedRefunds(em, partyId), row => keyOf(row.partyId, row.currency))
  return balances.map(account => {
    const { ownerId, currency, balance } = account
    const key = keyOf(ownerId, currency)
    const { amount: kept, missing } = held.get(key) ?? NOTHING_HELD
    const card = cards.get(key)
    const { leaving: refunds, waiting } = wayOf(promised.get(key) ?? [], destinations.get(ownerId))
    const has = {
      currency,
      balance,
      held: kept,
      missing,
      toRefund: (toRefund.get(key) ?? 0n) + waiting,
      ...owedOf(owing.get(key)),
      refunds: { promised: sumOf(refunds, false), cameBack: sumOf(refunds, true) },
      ...reachOf(destinations.get(ownerId)),
      ...(card && { card: { amount: card.amount, until: dayOf(card.until, PLATFORM_ZONE) } }),
    }
    return { held: account, payable: payableOf(has, testedFrom, tests), refunds }
  })
}

/** The refunds that may leave, and what waits because no account is known to which it may go. Minor units. */
function wayOf(refunds: readonly PromisedRefund[], to: Destination | undefined) {
  const named = to !== undefined && to.payoutAccountId !== null && to.stop === null
  const leaving = refunds.filter(each => each.payeeId !== null || named)
  const waiting = refunds.reduce((sum, each) => (leaving.includes(each) ? sum : sum + each.amount), 0n)
  return { leaving, waiting }
}

const NOTHING_HELD = { amount: 0n, missing: [] }

const sumOf = (refunds: readonly PromisedRefund[], cameBack: boolean) =>
  refunds.reduce((sum, each) => sum + (each.cameBack === cameBack ? each.amount : 0n), 0n)

function owedOf(owing: Owing | undefined) {
  if (owing === undefined) return {}
  return { owes: owing.kept, debt: totalOf(owing.debts) - owing.kept }
}

function reachOf(destination: Destination | undefined) {
  if (destination === undefined) return { rails: [] }
  const { stop, usableFrom } = destination
  if (stop === null) return { rails: BANK_RAILS }
  const until = stop === 'ACCOUNT_CHANGED' && usableFrom !== null ? dayOf(usableFrom, PLATFORM_ZONE) : null
  return { rails: BANK_RAILS, stop: { code: stop, until } }
}

type Held = { amount: bigint; missing: string[] }

/** What is held for want of a levy rule, by holder and currency, and what is missing now: the whole line was credited. */
async function heldByHolder(
  em: EntityManager,
  holderId: string | null,
  now: Date,
): Promise<Map<string, Held>> {
  const filter = holderId === null ? {} : { holderId }
  const lines = Map.groupBy(await heldLines(em, filter, now), line => `${line.holderId} ${line.currency}`)
  return new Map(
    [...lines].map(([key, own]) => {
      const missing = own.flatMap(line => {
        const found = lateLevies(line)
        return 'missing' in found ? [found.missing] : []
      })
      return [
        key,
        { amount: own.reduce((sum, line) => sum + line.gross, 0n), missing: [...new Set(missing)] },
      ]
    }),
  )
}
