import { beforeAll, expect, test } from '@jest/globals'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { payingAbroadOf } from '../support/paying-abroad.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2025-04-30T09:00:00Z' })
const REFUSED = '... on Refusal { __typename code message field }'
const RUN = `{
  payRun(date: "2025-05-05") {
    groups { code payee amount { amount currency } converted { amount currency } rate { rate source at } nextStep }
    totals { liability { amount currency } spare { amount } spareAsked { amount } }
  }
}`
const PREPARE = `mutation ($key: String!, $changes: [PayoutMoneyChangeInput!]) {
  preparePayouts(date: "2025-05-05", currency: "USD", changes: $changes, idempotencyKey: $key) {
    ... on PayoutBatchPayload { replayed batch { id total { amount currency } } } ${REFUSED}
  }
}`
const APPROVE = `mutation ($id: ID!) { approvePayouts(batchId: $id, idempotencyKey: "a") { ${REFUSED} } }`
const FILE = `query ($id: ID!) {
  payoutBatch(id: $id) {
    file { content payouts sum { amount currency } problems }
    old: file(version: V03) { problems }
    payouts(first: 5) { edges { node {
      amount { amount currency } convertedFrom { amount currency } rate { rate source at }
    } } }
  }
}`
const OWN = `query ($id: ID!) {
  node(id: $id) { ... on Party {
    payoutAccount { currency }
    payouts { edges { node { amount { amount currency } convertedFrom { amount currency } rate { rate } } } }
  } }
}`
const money = (amount: string, currency: string) => ({ amount, currency })

let staff: Staff
let ann: string
const abroad = payingAbroadOf(server.database)
beforeAll(async () => {
  staff = await server.staff()
  await abroad.openBanks('USD')
  await abroad.rate('USD', '1.0825', '2025-04-01')
  ann = await abroad.payee('Ann', '100.00')
})

test('finance see both amounts and what is missing, and pay by what the bank changed', async () => {
  type Run = { payRun: { groups: { payee: string }[]; totals: unknown[] } }
  const { payRun } = await staff.auditor.ask<Run>(RUN)
  expect(payRun.groups.filter(each => each.payee === 'holder')).toEqual([
    {
      ...{ code: 'EXCHANGE_SHORT', payee: 'holder' },
      ...{ amount: money('100.00', 'EUR'), converted: money('108.25', 'USD') },
      // A month old, and finance see it before anything leaves.
      rate: { rate: '1.0825', source: 'ECB', at: '2025-04-01T12:00:00.000Z' },
      nextStep: expect.stringContaining('108.25 USD is missing'),
    },
  ])
  expect(payRun.totals).toContainEqual({
    liability: money('0.00', 'USD'),
    spare: { amount: '0.00' },
    spareAsked: { amount: '108.25' },
  })
  await expect(staff.finance.ask(PREPARE, { key: 'short' })).rejects.toMatchObject({ code: 'EXCHANGE_SHORT' })
  const { debitId, receiptIds } = await abroad.changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29')
  const change = { debitId: `BankDebit:${debitId}`, receiptIds: receiptIds.map(id => `Receipt:${id}`) }
  type Prepared = { preparePayouts: { batch: { id: string } } }
  const asked = { key: 'p', changes: [change] }
  const { batch } = (await staff.finance.ask<Prepared>(PREPARE, asked)).preparePayouts
  expect(batch).toMatchObject({ total: money('108.25', 'USD') })
  expect(await staff.finance.ask<Prepared>(PREPARE, asked)).toMatchObject({
    preparePayouts: { replayed: true, batch },
  })
  await staff.approver.ask(APPROVE, { id: batch.id })
  const paid = {
    amount: money('108.25', 'USD'),
    convertedFrom: money('100.00', 'EUR'),
    rate: { rate: '1.0825', source: 'ECB', at: '2025-04-01T12:00:00.000Z' },
  }
  type File = { payoutBatch: { file: { content: string } } }
  const { payoutBatch } = await staff.finance.ask<File>(FILE, { id: batch.id })
  expect(payoutBatch).toMatchObject({
    file: { payouts: 1, sum: money('108.25', 'USD'), problems: [] },
    old: { problems: [] },
    payouts: { edges: [{ node: paid }] },
  })
  const text = Buffer.from(payoutBatch.file.content, 'base64').toString()
  expect(text).toContain('<InstdAmt Ccy="USD">108.25</InstdAmt>')
  expect(text).toContain('<BICFI>NWBKGB2L</BICFI>')
})

test('the payee sees in which currency, from what and by which rate, and nobody else does', async () => {
  const id = `Party:${ann}`
  expect(await staff.auditor.ask(OWN, { id })).toEqual({
    node: {
      payoutAccount: { currency: 'USD' },
      payouts: {
        edges: [
          {
            node: {
              amount: money('108.25', 'USD'),
              convertedFrom: money('100.00', 'EUR'),
              rate: { rate: '1.0825' },
            },
          },
        ],
      },
    },
  })
})

test('a payee asks for no currency in which the clients have no bank account', async () => {
  const name = (currency: string) => `mutation {
    changePayoutAccount(input: { idempotencyKey: "in-${currency}", iban: "GB29NWBK60161331926819", bic: "NWBKGB2L",
      currency: "${currency}", holderName: "Finance" }) { ... on PayoutAccountPayload { payoutAccountId } ${REFUSED} }
  }`
  await expect(staff.finance.ask(name('CHF'))).rejects.toMatchObject({
    code: 'PAYOUT_WITHOUT_ACCOUNT',
    message: expect.stringContaining('CHF'),
  })
  expect(await staff.finance.ask(name('USD'))).toEqual({
    changePayoutAccount: { payoutAccountId: expect.any(String) },
  })
})
