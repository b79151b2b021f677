import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../src/database/sql.ts'
import { raw } from './support/http.ts'
import { useServer } from './support/server.ts'
import { openStripe, signed } from './support/stripe.ts'

let stripe: Awaited<ReturnType<typeof openStripe>>
const server = useServer({
  processor: async () => {
    stripe = await openStripe()
    return stripe.processor
  },
})
beforeAll(() => {
  server.database.beforeDrop.push(() => stripe.stop())
})

const now = () => server.clock.now()
const tell = ({ body, signature }: { body: string; signature: string }) =>
  raw(`${server.url}/webhooks/stripe`, { method: 'POST', headers: { 'stripe-signature': signature }, body })
const facts = async () => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from act`.execute(
    sqlOf(server.database.orm.em.fork()),
  )
  return rows[0]?.count
}
const STRAY = { id: 'pi_stray', amount_received: 700, currency: 'eur', metadata: {} }
const secondsAgo = (seconds: number) => new Date(now().getTime() - seconds * 1000)

describe('a message that is not from the processor', () => {
  test.each([
    [
      'is signed with another secret',
      () => signed('payment_intent.succeeded', STRAY, now(), 'whsec_another'),
    ],
    ['was kept for more than five minutes', () => signed('payment_intent.succeeded', STRAY, secondsAgo(301))],
    [
      'was changed by one letter',
      () => {
        const message = signed('payment_intent.succeeded', STRAY, now())
        return { ...message, body: message.body.replace('700', '701') }
      },
    ],
    ['has no signature at all', () => ({ body: '{}', signature: '' })],
  ])('gets 400 and leaves nothing: it %s', async (_what, message) => {
    const was = await facts()
    expect((await tell(message())).status).toBe(400)
    expect(await facts()).toBe(was)
  })

  test('is taken up to five minutes after it was signed', async () => {
    expect((await tell(signed('customer.created', {}, secondsAgo(300)))).status).toBe(200)
  })
})

test('a message that is the processor’s is taken, and one that is signed but no JSON is not', async () => {
  expect((await tell(signed('payment_intent.succeeded', STRAY, now()))).status).toBe(200)
  const { body, signature } = signed('payment_intent.succeeded', STRAY, now())
  expect((await tell({ body: `${body} `, signature })).status).toBe(400)
})
