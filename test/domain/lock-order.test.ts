import { beforeAll, describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { transact } from '../../src/act.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { reviseOffering } from '../../src/domain/offerings/life/revise-offering.ts'
import { lockOffering } from '../../src/domain/offerings/lock-offering.ts'
import { lockProject } from '../../src/domain/offerings/lock-project.ts'
import { openNextRound } from '../../src/domain/offerings/rounds/open-next-round.ts'
import { lockReceipt } from '../../src/domain/payments/lock-receipt.ts'
import { appealsOf } from '../support/appeals.ts'
import { cardsOf } from '../support/cards.ts'
import { useDatabase } from '../support/database.ts'
import { payingInFrancs } from '../support/paying-in-francs.ts'
import { someoneWaits } from '../support/someone-waits.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world } = cards
const { appeal } = appealsOf(database, world)

/** Whoever waits for the first of two locks must not hold the second: this takes it without waiting, or fails. */
async function takenMeanwhile(
  first: (em: EntityManager) => Promise<unknown>,
  verb: () => Promise<unknown>,
  second: (em: EntityManager) => Promise<unknown>,
): Promise<void> {
  let waiting: Promise<unknown> | undefined
  try {
    await transact(database.orm, 'test', async em => {
      await first(em)
      waiting = verb()
      await someoneWaits(database)
      await sql`set local lock_timeout = '1ms'`.execute(sqlOf(em))
      await second(em)
    })
  } finally {
    await waiting
  }
}

const lockCardAccounts = (em: EntityManager) =>
  sql`select from account where kind in ('card', 'holder', 'suspense', 'recoverable') for update`.execute(
    sqlOf(em),
  )

describe('locks are taken in one order: the project, its offering, the receipts, the accounts', () => {
  test('by who opens the next round, as by who revises an offering', async () => {
    const { first: offeringId, projectId } = await appeal()
    await takenMeanwhile(
      em => lockProject(em, projectId),
      () => world.run('2025-02-01', em => openNextRound(em, { offeringId }, at('2025-02-01'))),
      em => lockOffering(em, offeringId),
    )
    await takenMeanwhile(
      em => lockProject(em, projectId),
      () =>
        world.run('2025-01-20', em =>
          reviseOffering(em, { offeringId, terms: { goal: 9_000n } }, at('2025-01-20')),
        ),
      em => lockOffering(em, offeringId),
    )
  })

  test('by who records what the bank changed for an order, as by who keeps money for it', async () => {
    const francs = payingInFrancs(database)
    await francs.francs()
    const { offeringId } = await francs.opened()
    const { id, sent } = await francs.held(offeringId, 'Bea', 10)
    const debitId = await francs.bank.left(sent, 'CHF')
    const receiptId = await francs.bank.arrived(10_000n, 'EUR')
    const change = { debitId, receiptIds: [receiptId], reportIds: [], subscriptionIds: [id] }
    await takenMeanwhile(
      em => lockOffering(em, offeringId),
      () => francs.bank.record(change),
      em => lockReceipt(em, receiptId),
    )
    expect(await francs.state(id)).toBe('paid')
  })

  describe('by what the card processor tells of a payment', () => {
    let offeringId: string
    let projectId: string
    let named: string
    beforeAll(async () => {
      const raised = await cards.raise()
      offeringId = raised.offeringId
      projectId = raised.projectId
      named = (await cards.paid(offeringId, raised.ann, 3)).named
      await world.close(offeringId)
    })

    test.each([
      ['a refund', () => cards.refundedThere(named, 100n, '2025-02-20', 're_locks')],
      [
        'a refund that failed',
        () => cards.refundFailed(named, '2025-02-21', { processorReference: 're_locks' }),
      ],
      ['a dispute', () => cards.dispute(named, 500n, '2025-02-22', 'dp_locks')],
      ['a dispute that was won', () => cards.win('dp_locks', '2025-02-23')],
    ])('%s', async (_what, verb) => {
      // Told twice, it changes nothing the second time, and locks the same.
      await takenMeanwhile(
        em => lockProject(em, projectId),
        verb,
        em => lockOffering(em, offeringId),
      )
      await takenMeanwhile(em => lockOffering(em, offeringId), verb, lockCardAccounts)
    })
  })
})
