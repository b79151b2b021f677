import { beforeAll, describe, expect, test } from '@jest/globals'
import { expireDue } from '../../../../src/domain/shares/expire-reservations.ts'
import { raised } from '../../../../src/domain/shares/raised.ts'
import { returnReceipt } from '../../../../src/domain/shares/return-receipt.ts'
import { useDatabase } from '../../../support/database.ts'
import { DAY, payingInFrancs } from '../../../support/paying-in-francs.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const francs = payingInFrancs(database)
const { world, bank } = francs
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const positions = async () => [await bank.exchange('CHF'), await bank.exchange('EUR')] as const
beforeAll(() => francs.francs())

describe('a quote in another currency', () => {
  test('is the price at the rate that holds, half even, firm, and the same when it is asked for again', async () => {
    const { offeringId } = await francs.opened()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 3)
    await francs.quote(order, ann)
    expect(await francs.quoted(order)).toBe(2850n)
    await bank.rate('EUR', 'CHF', '0.90', `${DAY}T11:00:00.000Z`)
    await francs.quote(order, ann)
    expect(await francs.quoted(order)).toBe(2850n)
    await bank.rate('EUR', 'CHF', '0.95', `${DAY}T11:30:00.000Z`)
  })

  test('is for who ordered, in a currency with a bank account and a rate of the last seven days, while it can be paid', async () => {
    const { offeringId } = await francs.opened()
    const [ann, eve] = [await world.person('Ann'), await world.person('Eve')]
    const order = await world.order(offeringId, ann, 3)
    await expect(francs.quote(order, eve)).rejects.toThrow(refused('SUBSCRIPTION_UNKNOWN'))
    await expect(francs.quote(order, ann, 'XXX')).rejects.toThrow(refused('CURRENCY_UNKNOWN'))
    await expect(francs.quote(order, ann, 'EUR')).rejects.toThrow(refused('QUOTE_NOT_NEEDED'))
    await expect(francs.quote(order, ann, 'USD')).rejects.toThrow(refused('QUOTE_WITHOUT_ACCOUNT', 'USD'))
    await expect(francs.quote(order, ann, 'CHF', '2025-01-18T11:30:00.001Z')).rejects.toThrow(
      refused('QUOTE_RATE_OLD', 'at most 7 days'),
    )
    await expect(francs.quote(order, ann, 'CHF', '2025-02-01T12:00:00.000Z')).rejects.toThrow(
      refused('QUOTE_NOT_PAYABLE', 'The order is reserved'),
    )
    await francs.quote(order, ann, 'CHF', '2025-01-18T11:30:00.000Z')
    expect(await francs.quoted(order)).toBe(2850n)
  })
})

describe('an order whose price arrives in another currency', () => {
  test('is held, and paid when the bank has changed the money: what it gave beside stays on exchange', async () => {
    const { offeringId, projectId, issuerId } = await francs.opened()
    const before = await positions()
    const order = await francs.held(offeringId, 'Ann', 60)
    expect([order.sent, await francs.state(order.id), await francs.reason(order.receiptId)]).toEqual([
      57_000n,
      'held',
      'AWAITS_CHANGE',
    ])
    await francs.change(order, 60_100n)
    expect(await francs.state(order.id)).toBe('paid')
    expect(await francs.subscriber(order.partyId, offeringId, 'CHF')).toBe(0n)
    expect(await francs.subscriber(order.partyId, offeringId, 'EUR')).toBe(60_000n)
    // A gain of 1.00 euro.
    expect(await positions()).toEqual([before[0], before[1] - 100n])
    await world.close(offeringId)
    expect(await francs.state(order.id)).toBe('allotted')
    // 600.00 less 5 % and the VAT on it.
    expect(await francs.issuer(issuerId, projectId)).toBe(56_400n)
  })

  test('is not paid by less than its price in its own currency, until a gain or more money makes it good', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 60)
    const [, gain] = await positions()
    const short = 60_000n + gain - 1n
    await expect(francs.change(order, short)).rejects.toThrow(
      refused('EXCHANGE_SHORT', '0.01 EUR is missing'),
    )
    expect(await francs.state(order.id)).toBe('held')
    await francs.change(order, short + 1n)
    expect(await positions()).toEqual([0n, 0n])
    expect(await francs.state(order.id)).toBe('paid')
  })

  test('waits with the reason where nothing was quoted, or another amount, and is held when finance claim it', async () => {
    const { offeringId } = await francs.opened()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 60)
    expect(await francs.reason(await francs.send(order, 57_000n))).toBe('WRONG_CURRENCY')
    await francs.quote(order, ann)
    expect(await francs.reason(await francs.send(order, 56_999n))).toBe('WRONG_AMOUNT')
    const lost = await francs.send(order, 57_000n, DAY, 'no reference')
    expect(await francs.reason(lost)).toBe('NO_ORDER')
    await francs.claim(lost, order)
    expect(await francs.state(order)).toBe('held')
    expect(await francs.reason(await francs.send(order, 57_000n))).toBe('ALREADY_PAID')
    await expect(
      world.run(DAY, tx => returnReceipt(tx, { receiptId: lost, partyId: ann }, at(DAY))),
    ).rejects.toThrow(refused('RECEIPT_HELD', order))
  })

  test('does not expire, and its offering waits for the bank', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 60)
    const late = '2025-02-10'
    await world.run(late, tx => expireDue(tx, { offeringId }, at(late)))
    expect(await francs.state(order.id, late)).toBe('held')
    expect(await raised(francs.em(), [offeringId], at(late))).toMatchObject([
      { firm: 0n, revocable: 0n, reserved: 60_000n, reservedShares: 60, undecidedUntil: null },
    ])
    await expect(world.close(offeringId)).rejects.toThrow(refused('OFFERING_AWAITS_CHANGE', '1 orders'))
    await francs.change(order, 60_000n)
    await world.close(offeringId)
    expect(await francs.state(order.id, late)).toBe('allotted')
  })

  test('is changed once, and only where something is held for it', async () => {
    const { offeringId } = await francs.opened()
    const ann = await world.person('Ann')
    const reserved = { id: await world.order(offeringId, ann, 1), sent: 950n }
    await expect(francs.change(reserved, 1000n)).rejects.toThrow(
      refused('ORDER_NOT_HELD', 'Nothing in another currency is kept'),
    )
    const order = await francs.held(offeringId, 'Bea', 10)
    await francs.change(order, 10_000n)
    await expect(francs.change(order, 10_000n)).rejects.toThrow(refused('ORDER_CHANGED'))
  })

  test('is paid once, though two tell of a change for it at the same time', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 10)
    const told = await Promise.allSettled([francs.change(order, 10_000n), francs.change(order, 10_000n)])
    expect(told.map(each => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await francs.subscriber(order.partyId, offeringId, 'EUR')).toBe(10_000n)
    expect(await francs.state(order.id)).toBe('paid')
  })
})

describe('what was sent in another currency goes back in it', () => {
  test('at once where the bank has not changed it yet', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 10)
    await francs.takeBack(order)
    await francs.takeBack(order)
    expect(await francs.state(order.id)).toBe('withdrawn')
    expect(await francs.holder(order.partyId, 'CHF')).toBe(9500n)
    expect(await francs.holder(order.partyId, 'EUR')).toBe(0n)
    await expect(francs.change(order, 10_000n)).rejects.toThrow(refused('ORDER_NOT_HELD'))
  })

  test('also where the bank had changed it with that of others, which is recorded when as much is there again', async () => {
    const { offeringId } = await francs.opened({ goalMode: 'keepWhatWasRaised', goal: 1000n })
    const [ann, bea] = [await francs.held(offeringId, 'Ann', 10), await francs.held(offeringId, 'Bea', 10)]
    const before = await positions()
    const [debitId, came] = [await bank.left(19_000n, 'CHF'), await bank.arrived(20_000n, 'EUR')]
    await francs.takeBack(ann)
    const record = (receiptIds: string[], ...subscriptionIds: string[]) =>
      bank.record({ debitId, receiptIds, reportIds: [], subscriptionIds })
    await expect(record([came], ann.id, bea.id)).rejects.toThrow(
      refused('ORDER_NOT_HELD', `The 95.00 CHF that was kept for the order ${ann.id} went back`),
    )
    await expect(record([came], bea.id)).rejects.toThrow(refused('EXCHANGE_SHORT', '95.00 CHF is missing'))
    // What the message says: 95.00 francs are bought again, for 100.00 euros.
    const [back, bought] = [await bank.left(10_000n, 'EUR'), await bank.arrived(9500n, 'CHF')]
    await record([came, bought], bea.id)
    await bank.record({ debitId: back, receiptIds: [], reportIds: [] })
    expect([await francs.state(ann.id), await francs.state(bea.id)]).toEqual(['withdrawn', 'paid'])
    expect(await francs.holder(ann.partyId, 'CHF')).toBe(9500n)
    expect(await positions()).toEqual(before)
    await world.close(offeringId)
    expect(await francs.state(bea.id)).toBe('allotted')
  })

  test('and nobody is told that another was paid by a change that was recorded without him', async () => {
    const { offeringId } = await francs.opened()
    const [one, two] = [await francs.held(offeringId, 'Bea', 10), await francs.held(offeringId, 'Carl', 10)]
    const [debitId, came] = [await bank.left(one.sent, 'CHF'), await bank.arrived(10_000n, 'EUR')]
    const record = (id: string) =>
      bank.record({ debitId, receiptIds: [came], reportIds: [], subscriptionIds: [id] })
    await record(one.id)
    await expect(record(two.id)).rejects.toThrow(
      refused('DEBIT_CHANGED', `with the order ${one.id}; now it comes with the order ${two.id}`),
    )
    await record(one.id)
    expect(await francs.state(two.id)).toBe('held')
    await francs.takeBack(two)
    await francs.takeBack(one)
    await francs.changeBack(one, 10_000n)
  })

  test('when the bank has changed it back, where it had: the loss is not the investor’s', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 10)
    await francs.change(order, 10_200n)
    const [, gain] = await positions()
    await francs.takeBack(order)
    expect(await francs.holder(order.partyId, 'CHF')).toBe(0n)
    expect(await francs.subscriber(order.partyId, offeringId, 'EUR')).toBe(10_000n)
    // The bank asks for 101.50 euros now.
    await francs.changeBack(order, 10_150n)
    expect(await francs.holder(order.partyId, 'CHF')).toBe(9500n)
    expect(await francs.subscriber(order.partyId, offeringId, 'EUR')).toBe(0n)
    expect(await positions()).toEqual([0n, gain + 150n])
    await expect(francs.changeBack(order, 10_000n)).rejects.toThrow(refused('ORDER_CHANGED'))
  })

  test('also when the offering fails', async () => {
    const { offeringId } = await francs.opened()
    const order = await francs.held(offeringId, 'Ann', 10)
    await francs.change(order, 10_000n)
    const bea = await world.person('Bea')
    await world.pay(await world.order(offeringId, bea, 10))
    await world.close(offeringId)
    expect(await francs.state(order.id)).toBe('refunded')
    expect(await francs.holder(bea, 'EUR')).toBe(10_000n)
    expect(await francs.holder(order.partyId, 'EUR')).toBe(0n)
    await francs.changeBack(order, 10_000n)
    expect(await francs.holder(order.partyId, 'CHF')).toBe(9500n)
  })
})
