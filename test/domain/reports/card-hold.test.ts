import { expect, test } from '@jest/globals'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { cardsOf } from '../../support/cards.ts'
import { useDatabase } from '../../support/database.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world, em } = cards

const partsAt = async (partyId: string, now: string) =>
  (await payablesOf(em(), partyId, new Date(now))).map(({ balance, payable, held, parts }) => [
    [balance, payable, held],
    ...parts.map(({ code, amount, nextTestOn }) => [code, amount, nextTestOn]),
  ])

test('royalties of who paid by card stay until the payment can no longer be charged back, to the millisecond', async () => {
  const { classId, projectId } = await world.project()
  const terms = { paymentCosts: 'platform' as const, chargeback: 'receivable' as const, holdDays: 90 }
  const offeringId = await world.offering(classId, {
    cards: terms,
    goalMode: 'keepWhatWasRaised',
    goal: 1000n,
  })
  const ann = await world.person('Ann')
  const { named } = await cards.paid(offeringId, ann, 2) // 20.00, at noon of 11 January: held until noon of 11 April
  await world.close(offeringId)
  await world.month(projectId, '2025-03', '100.00') // 30.00 for the parts, all of them Ann's
  expect(await partsAt(ann, '2025-04-11T11:59:59.999Z')).toEqual([
    [
      [3_000n, 0n, 3_000n],
      ['NO_ACCOUNT', 1_000n, '2025-05-05'],
      ['CARD_HOLD', 2_000n, '2025-05-05'],
    ],
  ])
  expect(await partsAt(ann, '2025-04-11T12:00:00Z')).toEqual([
    [
      [3_000n, 0n, 3_000n],
      ['NO_ACCOUNT', 3_000n, '2025-05-05'],
    ],
  ])
  // What went back is not charged back again. He owes it to the project: it is set off when he is paid.
  await cards.dispute(named, 500n, '2025-04-10')
  expect(await partsAt(ann, '2025-04-10T13:00:00Z')).toEqual([
    [
      [3_000n, 0n, 3_000n],
      ['NO_ACCOUNT', 1_500n, '2025-05-05'],
      ['CARD_HOLD', 1_500n, '2025-05-05'],
    ],
  ])
})

test('who withdraws an order of which the bank took a part back is paid neither that part nor the rest', async () => {
  const { offeringId, ann } = await cards.raise()
  const { order, named } = await cards.paid(offeringId, ann, 10)
  const dispute = await cards.dispute(named, 4_000n, '2025-01-12')
  await world.run('2025-01-13', tx => withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-13')))
  expect(await partsAt(ann, '2025-04-01T12:00:00Z')).toEqual([
    [
      [10_000n, 0n, 10_000n],
      ['REFUND_FIRST', 6_000n, null],
      ['OWES', 4_000n, null],
    ],
  ])
  await cards.win(dispute, '2025-01-14')
  expect(await partsAt(ann, '2025-04-01T12:00:00Z')).toEqual([
    [
      [10_000n, 0n, 10_000n],
      ['REFUND_FIRST', 10_000n, null],
    ],
  ])
})
