import { describe, expect, test } from '@jest/globals'
import { testClock } from '../../../../src/clock.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { suspensionsOf } from '../../../../src/domain/offerings/life/sheet-suspensions.ts'
import { subscriptionState } from '../../../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { closeDueOfferings } from '../../../../src/jobs/close-due-offerings.ts'
import type { Workshop } from '../../../../src/jobs/job.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { waitingWorld } from '../waiting/waiting-world.ts'
import { sheet, suspending } from './suspension-world.ts'

const database = useDatabase()
const { lives, world, suspend, investor, raising, correct } = suspending(database)
const { em, wait, takeBack } = waitingWorld(database)
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const holder = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const order = async (id: string, now: string) => subscriptionState(await subscriptionOf(em(), id), at(now))
const log = { info() {}, warn() {}, error() {} }
const close = (now: string) =>
  closeDueOfferings({ orm: database.orm, clock: testClock(at(now)), log } as unknown as Workshop, at(now))

describe('while the sheet of an offering is to be corrected', () => {
  test('orders and places on the waiting list are refused, with the day and the article', async () => {
    const { offeringId, ann } = await raising()
    await suspend(offeringId, '2025-01-20T22:30:00Z')
    const message =
      'The offering is suspended: its key information sheet was found wrong, to be corrected before 2025-02-19T23:00:00.000Z; no order is taken meanwhile (Art 23(8), (12) Reg. (EU) 2020/1503).'
    await expect(world.order(offeringId, ann, 1, '2025-01-21')).rejects.toEqual(
      refused('OFFERING_SUSPENDED', message),
    )
    await expect(wait(offeringId, ann, 60, '2025-01-21')).rejects.toEqual(refused('OFFERING_SUSPENDED'))
  })

  test('the thirty days begin with the day after, in the zone of the project', async () => {
    const { offeringId } = await raising()
    // 23:30 in Paris on the 20th, and half past midnight on the 21st.
    await suspend(offeringId, '2025-01-20T22:30:00Z')
    expect(await suspensionsOf(em(), [offeringId])).toEqual([
      {
        ...{ offeringId, version: 1, reason: 'The debt of the firm is missing' },
        ...{ suspendedAt: at('2025-01-20T22:30:00Z'), correctBy: at('2025-02-19T23:00:00Z') },
        correctedAt: null,
      },
    ])
    const { offeringId: later } = await raising()
    await suspend(later, '2025-01-20T23:30:00Z')
    expect(await suspensionsOf(em(), [later])).toMatchObject([{ correctBy: at('2025-02-20T23:00:00Z') }])
  })

  test('even an order that binds may be withdrawn, and the money is there at once', async () => {
    const { offeringId, ann, orders } = await raising()
    expect(await order(orders.ann, '2025-01-19')).toBe('binding')
    await expect(takeBack(orders.ann, '2025-01-19')).rejects.toEqual(refused('SUBSCRIPTION_BINDING'))
    await suspend(offeringId, '2025-01-20')
    await takeBack(orders.ann, '2025-01-21')
    expect([await order(orders.ann, '2025-01-21'), await holder(ann)]).toEqual(['withdrawn', 30_000n])
  })

  test('nobody is served from the waiting list, and those who wait are when it goes on', async () => {
    const { offeringId, orders } = await raising({ shares: 50 })
    const cid = await investor('Cid')
    const entry = await wait(offeringId, cid, 10)
    await suspend(offeringId, '2025-01-20')
    await takeBack(orders.bea, '2025-01-21')
    const { told } = waitingWorld(database)
    expect(await told(entry)).toEqual(['waiting', 0, null])
    await correct(offeringId, '2025-01-22')
    expect(await told(entry)).toEqual(['ordered', 0, 10])
  })

  test('the offering is not decided although its closing has passed, until another sheet is in force', async () => {
    const { offeringId, ann, orders } = await raising()
    await world.pay(orders.bea, '2025-01-06')
    await suspend(offeringId, '2025-02-20')
    await close('2025-03-05')
    await expect(world.close(offeringId, '2025-03-05')).rejects.toEqual(
      refused('OFFERING_NOT_CLOSING', 'The offering is suspended'),
    )
    await correct(offeringId, '2025-03-06') // a Thursday: to the end of Monday, the 10th
    expect(await lives.state(offeringId, '2025-03-06')).toBe('closing')
    expect(await order(orders.ann, '2025-03-06')).toBe('suspended')
    await lives.reconfirm(orders.ann, ann, 2, '2025-03-07')
    await close('2025-03-11')
    expect([await lives.state(offeringId, '2025-03-11'), await order(orders.ann, '2025-03-11')]).toEqual([
      'funded',
      'allotted',
    ])
    expect(await order(orders.bea, '2025-03-11')).toBe('lapsed')
  })
})

describe('an offering that is suspended goes on', () => {
  test('with another sheet alone, and may be suspended again', async () => {
    const { offeringId } = await raising()
    await suspend(offeringId, '2025-01-20')
    await expect(lives.revise(offeringId, { goal: 2000n }, '2025-01-21')).rejects.toEqual(
      refused('SHEET_UNCHANGED', 'until 2025-02-19T23:00:00.000Z it can go on with another one only'),
    )
    const shorter = { keyInformation: { sha256: 'a'.repeat(64), sides: 5 } }
    await expect(lives.revise(offeringId, shorter, '2025-01-21')).rejects.toEqual(refused('SHEET_UNCHANGED'))
    await expect(lives.revise(offeringId, { ...sheet('b'), goal: 2000n }, '2025-01-21')).rejects.toEqual(
      refused('TERMS_FROZEN'),
    )
    await correct(offeringId, '2025-02-19T22:59:59.999Z')
    expect(await suspensionsOf(em(), [offeringId])).toMatchObject([
      { version: 1, correctedAt: at('2025-02-19T22:59:59.999Z') },
    ])
    expect(await lives.state(offeringId, '2025-02-20')).toBe('open')
    await suspend(offeringId, '2025-02-21')
    expect(await suspensionsOf(em(), [offeringId])).toMatchObject([{ version: 1 }, { version: 2 }])
  })

  test('not by a revision that waited from before and has the same sheet', async () => {
    const { offeringId } = await raising()
    await lives.revise(offeringId, { keyInformation: { sha256: 'a'.repeat(64), sides: 5 } }, '2025-01-19')
    await suspend(offeringId, '2025-01-20')
    await expect(lives.approve(offeringId, 2, '2025-01-21')).rejects.toEqual(refused('SHEET_UNCHANGED'))
  })

  test('and a sheet is corrected without any suspension too, although all other terms are frozen', async () => {
    const { offeringId, orders } = await raising()
    await correct(offeringId, '2025-01-20')
    expect([await lives.state(offeringId, '2025-01-20'), await order(orders.ann, '2025-01-20')]).toEqual([
      'open',
      'suspended',
    ])
  })
})

describe('an offering whose sheet is not corrected in time', () => {
  test('is cancelled by the job at the first instant of the thirty-first day: all money goes back, whatever came together', async () => {
    const { offeringId, ann, bea, orders } = await raising()
    await suspend(offeringId, '2025-01-20')
    await lives.revise(offeringId, sheet('b'), '2025-02-10')
    await close('2025-02-19T22:59:59.999Z')
    expect(await lives.state(offeringId, '2025-02-19T23:00:00Z')).toBe('cancelled')
    await expect(lives.approve(offeringId, 2, '2025-02-19T23:00:00Z')).rejects.toEqual(
      refused('OFFERING_MOVE_ILLEGAL', '"cancelled"'),
    )
    await close('2025-02-19T23:00:00Z')
    expect(await close('2025-02-19T23:01:00Z')).toMatch(/^0 offerings decided/)
    expect(await lives.state(offeringId, '2025-02-20')).toBe('failed')
    expect([await holder(ann), await holder(bea)]).toEqual([30_000n, 0n])
    expect([await order(orders.ann, '2025-02-20'), await order(orders.bea, '2025-02-20')]).toEqual([
      'refunded',
      'refunded',
    ])
  })

  test('takes money for an unpaid order into suspense afterwards', async () => {
    const { offeringId, bea, orders } = await raising()
    await suspend(offeringId, '2025-01-20')
    await close('2025-02-20')
    await world.pay(orders.bea, '2025-02-21')
    expect([await order(orders.bea, '2025-02-21'), await holder(bea)]).toEqual(['refunded', 0n])
  })
})

test('an offering under no law that asks for a sheet is not suspended, nor one without a reason', async () => {
  const { offeringId } = await lives.raising({}, [])
  await expect(suspend(offeringId, '2025-01-20')).rejects.toEqual(
    refused('SHEET_NOT_ASKED', 'The regime of the offering (none) asks for no key information sheet'),
  )
  const { offeringId: other } = await raising()
  await expect(suspend(other, '2025-01-20', ' ')).rejects.toEqual(refused('REASON_MALFORMED'))
})
