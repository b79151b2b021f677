import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { heldLines } from '../dividends/levies/held-lines.ts'
import { lateLevies } from '../dividends/levies/late-levies.ts'
import { balances } from '../ledger/balances.ts'
import type { Currency } from '../money/currency.ts'
import { type Payable, payableOf } from '../payments/payable.ts'
import { BANK_RAILS } from '../payments/payout-rules.ts'
import { heldForCards } from '../shares/cards/held-for-cards.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'

/** What a party has with us by currency, over all projects, and what of it leaves or stays until when and why. */
export async function payablesOf(em: EntityManager, partyId: string, now: Date): Promise<Payable[]> {
  const found = await balances(em, { kind: 'holder', ownerId: partyId })
  if (found.length === 0) return []
  const held = await heldOf(em, partyId, now)
  const cards = await heldForCards(em, partyId, now)
  const rails = (await hasBankAccount(em, partyId)) ? BANK_RAILS : []
  return found.map(({ currency, amount }) => {
    const { amount: kept, missing } = held.get(currency) ?? { amount: 0n, missing: [] }
    const balance = { currency: currency as Currency, balance: amount, held: kept, missing, rails }
    const card = cards.find(each => each.currency === currency)
    const hold = card && { card: { amount: card.amount, until: dayOf(card.until, PLATFORM_ZONE) } }
    return payableOf({ ...balance, ...hold }, dayOf(now, PLATFORM_ZONE))
  })
}

type Held = { amount: bigint; missing: string[] }

/** What is held for want of a levy rule, by currency, and what is missing now: the whole line was credited. */
async function heldOf(em: EntityManager, holderId: string, now: Date): Promise<Map<string, Held>> {
  const lines = Map.groupBy(await heldLines(em, { holderId }, now), line => line.currency)
  return new Map(
    [...lines].map(([currency, own]) => {
      const missing = own.flatMap(line => {
        const found = lateLevies(line)
        return 'missing' in found ? [found.missing] : []
      })
      const amount = own.reduce((sum, line) => sum + line.gross, 0n)
      return [currency, { amount, missing: [...new Set(missing)] }]
    }),
  )
}

/** Whether money that was his came from a bank account that we know: for an order of his, or given back to him. */
async function hasBankAccount(em: EntityManager, partyId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (
      select from subscription join subscription_payment as payment on payment.subscription_id = subscription.id
        join receipt on receipt.id = payment.receipt_id
       where party_id = ${partyId} and payer_id is not null
    ) or exists (
      select from receipt_claim join receipt on receipt.id = receipt_id
       where target_id = ${partyId} and purpose = 'return' and payer_id is not null
    ) as known`.execute(sqlOf(em))
  return rows[0]?.known ?? false
}
