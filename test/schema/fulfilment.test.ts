import { beforeAll, expect, test } from '@jest/globals'
import { furnish, type House, type Who } from '../support/house.ts'
import { outcome, post } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { openShop } from '../support/shop-of-house.ts'

const server = useServer()
let house: House
let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  house = await furnish(server)
  shop = await openShop(server, house)
})

const asked = async (who: Who, query: string) => {
  const answer = await post(server.url, { query }, house.tokens[who])
  return { code: outcome(answer), data: JSON.parse(answer.text).data }
}

type Delivery = { id: string; code: string; state: string }
const listed = async (who: Who, state = '') => {
  const list = `deliveries${state} { edges { node { id code state recipientName count } } }`
  const { data } = await asked(who, `{ offering(id: "${shop.offering}") { ${list} } }`)
  return data.offering.deliveries.edges.map(({ node }: { node: Delivery }) => node) as Delivery[]
}
const change = (verb: string, ids: string[], key: string) =>
  `mutation { ${verb}(input: { idempotencyKey: "${key}", deliveryIds: ${JSON.stringify(ids)}, note: "8Z" }) {
    ... on DeliveriesPayload { deliveries { code state note } } ... on Refusal { code } } }`

test('the issuer sends what is owed, the investor confirms it, and everybody sees how many are left', async () => {
  const all = await listed('issuer')
  expect(all.map(({ id: _, ...rest }) => rest).toSorted((a, b) => a.code.localeCompare(b.code))).toEqual([
    { code: 'card', state: 'due', recipientName: 'Ann', count: 2 },
    { code: 'print', state: 'due', recipientName: 'Ann', count: 1 },
  ])
  const ids = all.map(each => each.id)
  for (const who of ['ann', 'bea', 'eve', 'admin', 'auditor'] as const) {
    expect([who, (await asked(who, change('sendItem', ids, 'send'))).data]).toEqual([
      who,
      { sendItem: { code: 'DELIVERY_UNKNOWN' } },
    ])
  }
  const sent = await asked('issuer', change('sendItem', ids, 'send'))
  expect(sent.data.sendItem.deliveries).toMatchObject([
    { state: 'sent', note: '8Z' },
    { state: 'sent', note: '8Z' },
  ])
  const [first = '', second = ''] = ids
  for (const who of ['bea', 'finance'] as const)
    expect((await asked(who, change('confirmDelivery', [first], 'got'))).data.confirmDelivery.code).toBe(
      'DELIVERY_UNKNOWN',
    )
  await asked('ann', change('confirmDelivery', [first], 'got'))
  await asked('finance', change('returnItem', [second], 'back'))
  expect((await listed('issuer', '(state: returned)')).map(each => each.id)).toEqual([second])
  const counts = await asked(
    'nobody',
    `{ offering(id: "${shop.offering}") { deliveryCounts { due late sent returned delivered } } }`,
  )
  expect(counts.data.offering.deliveryCounts).toEqual({ due: 0, late: 0, sent: 0, returned: 1, delivered: 1 })
  const own = `{ node(id: "${shop.order}") { ... on ShareSubscription { deliveries { state } } } }`
  expect((await asked('ann', own)).data.node.deliveries).toHaveLength(2)
  expect((await asked('issuer', own)).code).toBe('NOT_FOUND')
})

test('the code of a ticket is told to its owner, and the issuer lets in who shows it, once', async () => {
  const query = `{ node(id: "${shop.order}") { ... on ShareSubscription { tickets { edges { node { seat secret } } } } } }`
  const { data } = await asked('ann', query)
  const seats = data.node.tickets.edges.map((edge: { node: { seat: number; secret: string } }) => edge.node)
  expect(seats).toHaveLength(3)
  for (const who of ['finance', 'auditor', 'approver'] as const) {
    expect([who, (await asked(who, query)).code]).toEqual([who, 'FORBIDDEN'])
  }
  const admit = (
    key: string,
  ) => `mutation { admitTicket(code: "${seats[0].secret}", idempotencyKey: "${key}") {
    ... on TicketPayload { replayed ticket { seat admittedAt } } ... on Refusal { code } } }`
  for (const who of ['ann', 'eve', 'auditor', 'admin'] as const)
    expect((await asked(who, admit('door'))).data.admitTicket).toEqual({ code: 'TICKET_UNKNOWN' })
  const { admitTicket } = (await asked('issuer', admit('door'))).data
  expect(admitTicket).toMatchObject({ replayed: false, ticket: { admittedAt: expect.any(String) } })
  expect((await asked('issuer', admit('door'))).data.admitTicket).toMatchObject({ replayed: true })
  expect((await asked('finance', admit('again'))).data.admitTicket).toEqual({ code: 'TICKET_USED' })
})
