import type { EntityManager } from '@mikro-orm/postgresql'
import { act } from '../../src/act.ts'
import type { Orm } from '../../src/database/orm.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { newId } from '../../src/domain/ids.ts'
import type { AccountName } from '../../src/domain/ledger/accounts-for.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import { book, type NewPosting } from '../../src/domain/ledger/book.ts'

/** An entry for a fact that is made up: whoever books it leaves his database unchecked. */
export const entry = (factId = newId()) => ({
  kind: 'receiptRecorded' as const,
  factId,
  bookedOn: '2025-01-15',
})

export const bank = (currency = 'EUR'): AccountName => ({ kind: 'bank', currency })

export const holder = (ownerId = newId(), currency = 'EUR'): AccountName & { ownerId: string } => ({
  kind: 'holder',
  ownerId,
  currency,
})

/** Money comes in for an account: bank / account. */
export const credit = (account: AccountName, amount: bigint): NewPosting[] => [
  { account: bank(account.currency), amount },
  { account, amount: -amount },
]

/** The books of a database, without anything that is booked in them. */
export function booksOf(database: { orm: Orm }) {
  const run = async (verb: (em: EntityManager) => Promise<unknown>): Promise<void> => {
    const deed = { actor: system('cli'), verb: 'test', now: new Date('2025-01-15') }
    await act(database.orm, deed, async em => {
      await verb(em)
      return {}
    })
  }
  const pay = (account: AccountName, amount: bigint) => run(em => book(em, entry(), credit(account, amount)))
  const heldBy = (account: AccountName) => balanceOf(database.orm.em.fork(), account)
  return { run, pay, heldBy }
}
