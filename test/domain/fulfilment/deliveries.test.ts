import { expect, test } from '@jest/globals'
import { confirmDelivery } from '../../../src/domain/fulfilment/confirm-delivery.ts'
import {
  type DeliveryFilter,
  deliveriesPage,
  deliveryCounts,
} from '../../../src/domain/fulfilment/deliveries.ts'
import { deliveryState } from '../../../src/domain/fulfilment/delivery-states.ts'
import { returnItem } from '../../../src/domain/fulfilment/return-item.ts'
import { sendItem } from '../../../src/domain/fulfilment/send-item.ts'
import { newId } from '../../../src/domain/ids.ts'
import { useDatabase } from '../../support/database.ts'
import { at } from '../../support/world.ts'
import { fulfilmentWorld } from './fulfilment-world.ts'

const database = useDatabase()
const world = fulfilmentWorld(database)
const NOW = '2025-03-10'

async function owed() {
  const shown = await world.show()
  await world.close(shown.offeringId)
  await world.issue()
  const [delivery] = await world.deliveriesOf(shown.orders.ann)
  const id = delivery?.id ?? ''
  const projects = new Set([shown.projectId])
  const send = (input: object = {}, now = NOW) =>
    world.run(now, em => sendItem(em, { deliveryIds: [id], projects, ...input }, at(now)))
  const giveBack = (input: object = {}, now = NOW) =>
    world.run(now, em => returnItem(em, { deliveryIds: [id], projects, ...input }, at(now)))
  const confirm = (parties: string[], now = NOW) =>
    world.run(now, em =>
      confirmDelivery(em, { deliveryIds: [id], reach: { projects: new Set(), parties } }, at(now)),
    )
  const state = async (now = NOW) => {
    const [row] = await world.deliveriesOf(shown.orders.ann)
    return row && deliveryState(row, at(now))
  }
  return { ...shown, id, send, giveBack, confirm, state }
}

test('what was chosen with an order is owed once it is allotted, and no delivery before', async () => {
  const { orders, offeringId } = await world.show()
  expect(await world.issue()).toBe('what the orders of 0 offerings are owed was written')
  await world.close(offeringId)
  expect(await world.issue()).toBe('what the orders of 1 offerings are owed was written')
  expect(await world.deliveriesOf(orders.ann)).toMatchObject([
    { code: 'card', name: 'A card', count: 2, steps: 0, lateFrom: at('2025-05-31T22:00:00Z') },
  ])
  expect(await world.deliveriesOf(orders.bea)).toEqual([])
  expect(await world.issue()).toBe('what the orders of 0 offerings are owed was written')
})

test('a parcel is sent, comes back, is sent again and arrives, each on its day and with its note', async () => {
  const { send, giveBack, confirm, state, ann, orders } = await owed()
  await send({ on: '2025-03-01', note: ' 8Z 1 ' })
  await giveBack({ on: '2025-03-05' })
  expect(await state()).toBe('returned')
  await send({ note: '8Z 2' })
  expect(await world.deliveriesOf(orders.ann)).toMatchObject([
    { steps: 3, step: 'sent', steppedOn: '2025-03-10', note: '8Z 2' },
  ])
  await confirm([ann])
  await confirm([ann])
  expect(await world.deliveriesOf(orders.ann)).toMatchObject([{ steps: 4, step: 'delivered' }])
  await expect(send()).rejects.toMatchObject({ code: 'DELIVERY_STEP_WRONG' })
})

test('sent twice is sent once, also at the same moment', async () => {
  const { send, orders } = await owed()
  await Promise.all([send(), send()])
  expect(await world.deliveriesOf(orders.ann)).toMatchObject([{ steps: 1 }])
})

test('what is not sent when its day has passed in the zone of the project is late, and counted so', async () => {
  const { state, send, offeringId, projectId, id } = await owed()
  const [before, after] = ['2025-05-31T21:59:59.999Z', '2025-05-31T22:00:00.000Z']
  expect([await state(before), await state(after)]).toEqual(['due', 'late'])
  const none = { due: 0, late: 0, sent: 0, returned: 0, delivered: 0 }
  const counts = async (now: string) =>
    (await deliveryCounts(world.em(), [offeringId], at(now))).get(offeringId)
  expect(await counts(before)).toEqual({ ...none, due: 1 })
  expect(await counts(after)).toEqual({ ...none, late: 1 })
  const found = async (filter: DeliveryFilter, now: string) =>
    (await deliveriesPage(world.em(), filter, { limit: 9, inverted: false }, at(now))).map(row => row.id)
  expect(await found({ projectId, state: 'late' }, after)).toEqual([id])
  expect(await found({ offeringId, state: 'due' }, after)).toEqual([])
  await send({}, after)
  expect(await counts(after)).toEqual({ ...none, sent: 1 })
  expect(await found({ offeringId, state: 'sent' }, after)).toEqual([id])
  expect(await found({ projectId, state: null }, after)).toEqual([id])
})

test('a call for several takes all of them or none', async () => {
  const { send, id, state } = await owed()
  const unknown = newId()
  await expect(send({ deliveryIds: [id, unknown] })).rejects.toMatchObject({
    code: 'DELIVERY_UNKNOWN',
    message: `There is no delivery ${unknown}.`,
  })
  expect(await state()).toBe('due')
  await expect(send({ deliveryIds: [] })).rejects.toMatchObject({ code: 'DELIVERIES_TOO_MANY' })
  const many = Array.from({ length: 501 }, newId)
  await expect(send({ deliveryIds: many })).rejects.toMatchObject({ code: 'DELIVERIES_TOO_MANY' })
})

test('to who issues another project, or is owed something else, it does not exist', async () => {
  const { send, confirm, bea } = await owed()
  await expect(send({ projects: new Set([newId()]) })).rejects.toMatchObject({ code: 'DELIVERY_UNKNOWN' })
  await expect(confirm([bea])).rejects.toMatchObject({ code: 'DELIVERY_UNKNOWN' })
})

test('a step is not dated before the one before it, nor in the future, and its note is short', async () => {
  const { send, giveBack } = await owed()
  await expect(send({ on: '2025-02-10' })).rejects.toMatchObject({ code: 'DELIVERY_DAY_WRONG' })
  await expect(send({ on: '2025-03-11' })).rejects.toMatchObject({ code: 'DELIVERY_DAY_WRONG' })
  await expect(send({ note: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'DELIVERY_NOTE_TOO_LONG' })
  await send({ on: '2025-02-11' })
  await send({ on: '2025-02-11' })
  await expect(giveBack({ on: '2025-02-10' })).rejects.toMatchObject({ code: 'DELIVERY_DAY_WRONG' })
})
