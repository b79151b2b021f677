import { expect, test } from '@jest/globals'
import { claimTransfer } from '../../../../src/domain/payments/cards/claim-transfer.ts'
import { settleCards } from '../../../../src/domain/payments/cards/settle-cards.ts'
import { rejectLegs } from '../../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { payingOf } from '../../../support/paying.ts'
import { reconcilingWorld } from '../../../support/reconciling.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const bank = reconcilingWorld(database)
const paying = payingOf(database)
const cards = cardsOf(database)
const { world } = paying
const [SENT, DAY] = ['2025-04-30', '2025-05-05']

/** The rows that are neither balance nor suspense: kind, amount, and whether they ask for an explanation. */
const underWay = async (now: string) =>
  (await bank.stood(now)).differences
    .filter(each => ['PAYOUTS_SENT', 'CARD_PAYOUT', 'COVER'].includes(each.kind))
    .map(({ kind, amount, open }) => [kind, amount, open])
const empty = (id: string, until: string, now: string) =>
  bank.day([], { id, opening: '0.00', from: until, until }, now)

test('payouts that were sent are under way, and ask for an explanation when a report goes past their day', async () => {
  await paying.openBank()
  const { projectId, holders } = await world.funded({ Ann: 1, Bea: 2 })
  await world.month(projectId, '2025-03', '300.00')
  for (const holder of [holders.Ann, holders.Bea]) await paying.known(holder ?? '', '2025-04-01')
  const { legs } = await paying.sent(DAY, SENT)
  expect(await underWay('2025-04-30T11:59:59.999Z')).toEqual([])
  expect(await underWay(SENT)).toEqual([['PAYOUTS_SENT', -9_000n, false]])
  await empty('U1', DAY, '2025-05-06')
  expect(await underWay('2025-05-06')).toEqual([['PAYOUTS_SENT', -9_000n, false]])
  await empty('U2', '2025-05-06', '2025-05-07')
  expect(await underWay('2025-05-07')).toEqual([['PAYOUTS_SENT', -9_000n, true]])
  const [large, small] = [...legs].sort((a, b) => (a.amount < b.amount ? 1 : -1))
  const refused = { endToEndIds: [large?.endToEndId ?? ''], reason: 'AC01' }
  await world.run('2025-05-08', tx => rejectLegs(tx, refused, at('2025-05-08')))
  expect(await underWay('2025-05-08')).toEqual([['PAYOUTS_SENT', -3_000n, true]])
  // Somebody says that the other one left; the bank has not.
  const said = { endToEndIds: [small?.endToEndId ?? ''], debitId: null }
  await world.run('2025-05-09', tx => settleLegs(tx, said, at('2025-05-09')))
  expect(await underWay('2025-05-09')).toEqual([])
  expect((await bank.stood('2025-05-09')).rows).toContainEqual(['PAYOUT_BY_HAND', 3_000n])
})

test('what the card processor announced is under way until it is claimed, and late after five days', async () => {
  const { offeringId, ann } = await cards.raise()
  await cards.paid(offeringId, ann, 10)
  const payout = {
    processorReference: 'po_1',
    net: 9_700n,
    fee: 300n,
    currency: 'EUR' as const,
    settledAt: at('2025-06-01'),
  }
  await world.run('2025-06-01', tx => settleCards(tx, payout, at('2025-06-01')))
  expect(await underWay('2025-06-01')).toEqual([
    ['CARD_PAYOUT', 9_700n, false],
    ['COVER', 300n, false],
  ])
  await bank.day(
    [{ amount: '97.00', ref: 'po_1' }],
    { id: 'C1', opening: '0.00', from: '2025-06-06', until: '2025-06-06' },
    '2025-06-07',
  )
  const arrived = (await bank.stood('2025-06-07')).differences.find(
    each => each.kind === 'CREDIT_IN_SUSPENSE',
  )
  await world.run('2025-06-07', tx =>
    claimTransfer(tx, { receiptId: arrived?.id ?? '', of: 'payout' }, at('2025-06-07')),
  )
  expect(await underWay('2025-06-07')).toEqual([['COVER', 300n, false]])
  await bank.day([], { id: 'C2', opening: '97.00', from: '2025-06-07', until: '2025-06-07' }, '2025-06-08')
  expect(await underWay('2025-06-08')).toEqual([['COVER', 300n, true]])
})

test('a payout that came back, both told by hand, is two differences, each explained by itself', async () => {
  const { projectId, holders } = await world.funded({ Cid: 1 })
  await world.month(projectId, '2025-03', '100.00')
  await paying.known(holders.Cid ?? '', '2025-04-01')
  const { legs } = await paying.sent('2025-06-05', '2025-05-30')
  const leg = legs.find(each => each.payeeOwnerId === holders.Cid)
  const back = { endToEndId: leg?.endToEndId ?? '', reason: 'AC04', receiptId: null }
  await world.run('2025-06-06', tx => returnLeg(tx, back, at('2025-06-06')))
  const ofHers = async (now: string) =>
    (await bank.stood(now)).differences.filter(
      ({ kind, since }) => kind.endsWith('_BY_HAND') && since >= at('2025-06-06'),
    )
  const both = await ofHers('2025-06-06')
  expect(both.map(({ kind, amount }) => [kind, amount]).toSorted()).toEqual([
    ['PAYOUT_BY_HAND', 3_000n],
    ['RETURN_BY_HAND', -3_000n],
  ])
  const ownerId = await bank.finance('Fay')
  for (const { id: differenceId } of both) {
    await bank.explain(
      { differenceId, ownerId, reason: 'Told by telephone', dueOn: '2025-06-10' },
      '2025-06-06',
    )
  }
  expect((await ofHers('2025-06-06')).map(each => each.explained)).toEqual([true, true])
})
