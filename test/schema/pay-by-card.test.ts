import { describe, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { sendCardRefunds } from '../../src/jobs/send-card-refunds.ts'
import { outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

describe('a platform without a card processor', () => {
  test('refuses to take a card, hears no messages, and has no refunds to send', async () => {
    await server.staff()
    const joined = { email: 'ann@x.example', name: 'Ann', password: 'long enough 1', language: 'en' as const }
    const ann = await Person.join(server.url, joined)
    const order = `ShareSubscription:${newId()}`
    const query = `mutation { payByCard(input: { idempotencyKey: "k", subscriptionId: "${order}" }) { ... on Refusal { code } } }`
    expect(outcome(await post(server.url, { query }, await ann.token()))).toBe('CARDS_NOT_CONFIGURED')
    const told = await raw(`${server.url}/webhooks/stripe`, { method: 'POST', body: '{}' })
    expect(told.status).toBe(404)
    expect(await sendCardRefunds(server.shop, server.clock.now())).toBe('there is no card processor')
  })
})

describe('the keys of the card processor', () => {
  const read = (keys: object) =>
    readConfig({ TOKEN_SECRET: 'a secret of the tests, long enough to sign', ...keys }).stripe

  test('are read together, or there are none', () => {
    expect(read({})).toBeNull()
    expect(read({ STRIPE_WEBHOOK_SECRET: 'whsec_1' })).toBeNull()
    expect(read({ STRIPE_SECRET_KEY: 'sk_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' })).toEqual({
      secretKey: 'sk_1',
      webhookSecret: 'whsec_1',
      publishableKey: null,
    })
  })

  test('are refused without the secret that verifies its messages', () => {
    expect(() => read({ STRIPE_SECRET_KEY: 'sk_1' })).toThrow(
      'STRIPE_WEBHOOK_SECRET is needed with STRIPE_SECRET_KEY',
    )
  })
})
