import { expect, test } from '@jest/globals'
import { buy } from '../../src/cli/demo/stage.ts'
import { join, proposeThrough } from '../support/aimed.ts'
import { done, step } from '../support/changes.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
type Own = { viewer: { person: { subscriptions: { edges: { node: { id: string } }[] } } } }
const OWN = '{ viewer { person { subscriptions { edges { node { id } } } } } }'
const OFFERING = '... on OfferingPayload { offering { state } }'
const sheet = (letter: string) => ({ keyInformation: { sha256: letter.repeat(64), sides: 6 } })

test('finance suspends an offering for its sheet; everybody reads why and until when, and it goes on with the corrected one', async () => {
  const staff = await server.staff()
  const [issuer, ann] = [await join(server.url, 'Iris'), await join(server.url, 'Ann')]
  const law = { regime: 'ECSPR_EQUITY', ...sheet('a'), closesAt: '2010-03-01T00:00:00Z' }
  const { offeringId } = await proposeThrough(staff, issuer, 'still', law)
  await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  for (const warning of ['riskOfLoss', 'noSimulation']) {
    const agreed = { idempotencyKey: warning, warning, textVersion: 1 }
    await done(ann, 'acknowledgeWarning', agreed, '... on PartyPayload { replayed }')
  }
  const bought = { offeringId, shares: 5, at: '2010-01-01T09:00:00Z' }
  await buy(staff.finance, ann, bought)
  const why = { idempotencyKey: 'why', offeringId, reason: 'The debt of the firm is missing' }
  await expect(done(issuer, 'suspendOffering', why, OFFERING)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await done(staff.finance, 'suspendOffering', why, OFFERING)).toEqual({
    offering: { state: 'suspended' },
  })
  const more = { idempotencyKey: 'more', offeringId, shares: 1 }
  await expect(done(ann, 'subscribe', more, '... on SubscriptionPayload { replayed }')).rejects.toMatchObject(
    { code: 'OFFERING_SUSPENDED' },
  )

  const query = `{ offering(id: "${offeringId}") { state suspensions { version reason suspendedAt correctBy correctedAt } } }`
  const read = async () => JSON.parse((await post(server.url, { query }, null)).text).data.offering
  const suspension = { version: 1, reason: why.reason, correctBy: '2010-01-31T23:00:00.000Z' }
  expect(await read()).toMatchObject({
    state: 'suspended',
    suspensions: [{ ...suspension, correctedAt: null }],
  })

  await done(issuer, 'reviseOffering', { idempotencyKey: 'fix', offeringId, ...sheet('b') }, OFFERING)
  const approve = `mutation ($id: ID!) {
    approveRevision(offeringId: $id, version: 2, idempotencyKey: "fixed") { ... on Refusal { __typename code message } }
  }`
  await staff.approver.ask(approve, { id: offeringId })
  expect(await read()).toMatchObject({
    state: 'open',
    suspensions: [{ ...suspension, correctedAt: expect.any(String) }],
  })
  const { viewer } = await ann.ask<Own>(OWN)
  const subscriptionId = viewer.person.subscriptions.edges[0]?.node.id
  const kept = { idempotencyKey: 'keep', subscriptionId, version: 2 }
  expect(
    await done(ann, 'reconfirmOrder', kept, '... on SubscriptionPayload { subscription { state } }'),
  ).toEqual({ subscription: { state: 'paid' } })
})
