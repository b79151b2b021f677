import { describe, expect, test } from '@jest/globals'
import { recordRefundSent } from '../../../../src/domain/payments/refunds/record-refund-sent.ts'
import { refunds, unsentRefunds } from '../../../../src/domain/payments/refunds/refunds.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world, em } = cards
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

/** A payment of 30.00 whose order was withdrawn. */
async function withdrawn() {
  const { offeringId, ann } = await cards.raise()
  const { order, named, payment } = await cards.paid(offeringId, ann, 3)
  await world.run('2025-01-12', tx => withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-12')))
  return { ann, named, payment }
}

describe('a refund that failed', () => {
  test('has its money back on the account of its payer, is listed so, and may be given anew', async () => {
    const { ann, named, payment } = await withdrawn()
    const held = await cards.lies('card')
    const refundId = await cards.refund(payment, null)
    const sent = { refundId, processorReference: `re_${refundId}` }
    await world.run('2025-01-21', tx => recordRefundSent(tx, sent, at('2025-01-21')))
    for (const now of ['2025-01-22', '2025-01-23']) {
      expect(await cards.refundFailed(named, now, sent)).toEqual({ refundId }) // told again: nothing changes
    }
    expect([await cards.lies('holder', ann), await cards.lies('card')]).toEqual([3_000n, held])
    expect(await refunds(em(), [refundId])).toMatchObject([
      { sentAt: at('2025-01-21'), failedAt: at('2025-01-22'), failureCode: 'expired_or_canceled_card' },
    ])
    const again = await cards.refund(payment, null)
    expect([await cards.lies('holder', ann), await cards.lies('card')]).toEqual([0n, held - 3_000n])
    expect((await unsentRefunds(em())).map(({ id }) => id)).toEqual([again])
  })

  test('is known by our id before its name was kept, and is not asked for any more', async () => {
    const { named, payment } = await withdrawn()
    const refundId = await cards.refund(payment, 1_000n)
    await cards.refundFailed(named, '2025-01-21', { processorReference: 're_unheard', refundId })
    expect((await unsentRefunds(em())).map(({ id }) => id)).not.toContain(refundId)
  })

  test('of another payment, or one that nobody told of, is told again later', async () => {
    const [first, second] = [await withdrawn(), await withdrawn()]
    const refundId = await cards.refund(first.payment, null)
    await expect(cards.refundFailed(second.named, '2025-01-21', { refundId })).rejects.toEqual(
      refused('REFUND_UNKNOWN', `There is no refund "${refundId}" of the card payment "${second.named}"`),
    )
    const early = { processorReference: 're_early' }
    await expect(cards.refundFailed(second.named, '2025-01-21', early)).rejects.toEqual(
      refused('REFUND_UNKNOWN', 're_early'),
    )
    await cards.refundedThere(second.named, 500n, '2025-01-20', 're_early')
    await cards.refundFailed(second.named, '2025-01-21', early)
    await cards.refundedThere(second.named, 500n, '2025-01-20', 're_early') // late, and known to have failed
    expect(await cards.lies('holder', second.ann)).toBe(3_000n)
  })

  test('at the processor settles what the investor owes for it', async () => {
    const { offeringId, ann } = await cards.raise()
    const { named } = await cards.paid(offeringId, ann, 3)
    await cards.refundedThere(named, 1_000n, '2025-01-20', 're_part')
    expect(await cards.lies('recoverable', ann)).toBe(1_000n)
    await cards.refundFailed(named, '2025-01-21', { processorReference: 're_part' })
    expect([await cards.lies('recoverable', ann), await cards.lies('subscriber', ann)]).toEqual([0n, 3_000n])
  })

  test('of money that paid no order lies in suspense again', async () => {
    const [before, held] = [await cards.lies('suspense'), await cards.lies('card')]
    const payment = await cards.charge('pi_nowhere', 700n)
    const refundId = await cards.refund(payment, null)
    await cards.refundFailed('pi_nowhere', '2025-01-21', { refundId })
    expect([await cards.lies('suspense'), await cards.lies('card')]).toEqual([before + 700n, held + 700n])
  })

  test('twice at once is taken back once', async () => {
    const { ann, named, payment } = await withdrawn()
    const refundId = await cards.refund(payment, null)
    await Promise.all([1, 2, 3].map(() => cards.refundFailed(named, '2025-01-21', { refundId })))
    expect(await cards.lies('holder', ann)).toBe(3_000n)
  })
})
