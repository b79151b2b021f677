import { expect, test } from '@jest/globals'
import { book } from '../../../../src/domain/ledger/book.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { credit, entry } from '../../../support/books.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

/** What is booked here besides stands for money that left otherwise, and books no fact. */
const database = useDatabase({ checked: false })
const cards = cardsOf(database)

test('a refund is refused for money that does not lie on the account of its payer any more', async () => {
  const { offeringId, ann } = await cards.raise()
  const { order, payment } = await cards.paid(offeringId, ann, 3)
  await cards.world.run('2025-01-12', async em => {
    await withdraw(em, { subscriptionId: order, partyId: ann }, at('2025-01-12'))
    await book(em, entry(), credit({ kind: 'holder', ownerId: ann, currency: 'EUR' }, -1_000n))
    return {}
  })
  await expect(cards.refund(payment, null)).rejects.toMatchObject({
    code: 'REFUND_NOT_COVERED',
    message: '30.00 EUR cannot go back: 20.00 EUR is there and free.',
  })
  await cards.refund(payment, 2_000n)
  expect(await cards.lies('holder', ann)).toBe(0n)
})
