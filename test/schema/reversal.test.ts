import { expect, test } from '@jest/globals'
import { furnish } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

const REQUEST = `mutation ($input: RequestReversalInput!) {
  requestReversal(input: $input) {
    ... on ReversalRequestPayload { requestId distribution { number } replayed } ... on Refusal { code }
  }
}`
const APPROVE = `mutation ($id: ID!) {
  reverseDistribution(requestId: $id, idempotencyKey: "reverse") {
    ... on DistributionPayload { distribution { reversal { at reason } } replayed } ... on Refusal { code }
  }
}`
const WAITING = `query ($id: ID!) {
  distribution(id: $id) { reversalRequests { id reason dividend { gross { amount } } } }
}`
const OWN = `query ($id: ID!) { node(id: $id) {
  ... on Dividend { reversal { at } statement { number } distribution { reversal { at } reports { net { amount } } } } } }`
const VERIFY = 'query ($number: String!) { verifyDocument(number: $number) { reversedAt } }'

test('a run is taken back by two people, and its holders and whoever verifies their papers see that', async () => {
  const { people, distribution, ann } = await furnish(server)
  const input = { id: distribution, reason: 'The wrong month', idempotencyKey: 'ask' }
  type Asked = { requestReversal: { requestId: string } }
  const { requestReversal } = await people.finance.ask<Asked>(REQUEST, { input })
  expect(requestReversal).toMatchObject({ distribution: { number: 1 }, replayed: false })
  expect(await people.approver.ask(WAITING, { id: distribution })).toEqual({
    distribution: {
      reversalRequests: [{ id: requestReversal.requestId, reason: 'The wrong month', dividend: null }],
    },
  })
  const at = '2010-02-05T12:00:00.000Z'
  const reversal = { at, reason: 'The wrong month' }
  expect(await people.approver.ask(APPROVE, { id: requestReversal.requestId })).toEqual({
    reverseDistribution: { distribution: { reversal }, replayed: false },
  })
  expect(await people.approver.ask(WAITING, { id: distribution })).toEqual({
    distribution: { reversalRequests: [] },
  })
  type Seen = { node: { statement: { number: string } } }
  const seen = await people.ann.ask<Seen>(OWN, { id: ann.dividend })
  expect(seen).toMatchObject({ node: { reversal: { at }, distribution: { reversal: { at } } } })
  const { number } = seen.node.statement
  expect(await people.eve.ask(VERIFY, { number })).toEqual({ verifyDocument: { reversedAt: at } })
  const paper = await fetch(`${server.url}/verify/${number}`)
  expect(await paper.json()).toMatchObject({ number, reversedAt: at })
})
