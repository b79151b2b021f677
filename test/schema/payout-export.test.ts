import { beforeAll, expect, test } from '@jest/globals'
import { statusFile } from '../documents/pain/status-files.ts'
import { fileOf, paidAtOnce } from '../support/answers.ts'
import { bankFile, CLIENTS_IBAN } from '../support/bank-files.ts'
import { furnish, type House } from '../support/house.ts'
import { ANNS_IBAN, OTHER_IBAN } from '../support/paying.ts'
import { useServer } from '../support/server.ts'

/* A batch of Ann's 18.00 whose file is taken twice: banks would refuse it as long as Bea's name is in it. */

const server = useServer()
let house: House
let batch: { id: string; payouts: { edges: { node: { endToEndId: string; holderName: string } }[] } }
const endToEndId = (holder: string) =>
  batch.payouts.edges.find(({ node }) => node.holderName === holder)?.node.endToEndId ?? ''
beforeAll(async () => {
  house = await furnish(server)
  const { ann, bea, finance, admin } = house.people
  await admin.ask(BANK, { iban: CLIENTS_IBAN })
  for (const [holder, iban, name] of [[ann, ANNS_IBAN, 'Ann'] as const, [bea, OTHER_IBAN, '王'] as const]) {
    type Named = { changePayoutAccount: { payoutAccountId: string } }
    const { payoutAccountId: id } = (await holder.ask<Named>(NAME, { iban, name })).changePayoutAccount
    await finance.ask(VERIFY, { id, key: id })
  }
  server.clock.move?.(new Date('2010-02-08T12:00:00Z'))
  batch = (await finance.ask<{ preparePayouts: { batch: typeof batch } }>(PREPARE)).preparePayouts.batch
})

const REFUSED = '... on Refusal { __typename code message }'
const BANK = `mutation ($iban: String!) {
  openBankAccount(input: { idempotencyKey: "b", code: clients, currency: "EUR", iban: $iban, holderName: "C" }) { ${REFUSED} }
}`
const NAME = `mutation ($iban: String!, $name: String!) {
  changePayoutAccount(input: { idempotencyKey: "n", iban: $iban, holderName: $name }) {
    ... on PayoutAccountPayload { payoutAccountId } ${REFUSED}
  }
}`
const VERIFY = `mutation ($id: ID!, $key: String!) {
  recordPayeeVerification(payoutAccountId: $id, result: match, idempotencyKey: $key) { ${REFUSED} }
}`
const PREPARE = `mutation {
  preparePayouts(date: "2010-03-05", currency: "EUR", idempotencyKey: "p") {
    ... on PayoutBatchPayload { batch { id payouts { edges { node { endToEndId holderName } } } } } ${REFUSED}
  }
}`
const CANCEL = `mutation ($id: ID!, $names: [String!]) {
  cancelPayouts(batchId: $id, endToEndIds: $names, reason: "Name", idempotencyKey: "c") { ${REFUSED} }
}`
const APPROVE = `mutation ($id: ID!) { approvePayouts(batchId: $id, idempotencyKey: "a") { ${REFUSED} } }`
const SEND = `mutation ($id: ID!, $sha256: String) {
  sendPayouts(batchId: $id, sha256: $sha256, idempotencyKey: "s") { ${REFUSED} }
}`
const FILE = 'content sha256 sum { amount } warning exports { at by { id } sha256 }'
const EXPORT = `mutation ($id: ID!, $key: String!) {
  exportPayouts(batchId: $id, idempotencyKey: $key) { ... on PayoutFilePayload { replayed file { ${FILE} } } ${REFUSED} }
}`
const LOOK = `query ($id: ID!) { payoutBatch(id: $id) { state file { ${FILE} } } }`
const HEAR = `mutation ($content: String!, $key: String!) {
  importPayoutStatus(content: $content, idempotencyKey: $key) { ... on PayoutBatchPayload { batch { state } } ${REFUSED} }
}`
const IMPORT = `mutation ($content: String!, $key: String!) {
  importBankReport(input: { content: $content, idempotencyKey: $key }) {
    ... on BankFilePayload { reports { payoutsSettled debits { reason count } } } ${REFUSED}
  }
}`
const BANKED = '{ platformBalances(kind: transit) { amount { amount } } }'

type Exported = { exportPayouts: { replayed: boolean; file: Record<string, unknown> } }
const exported = async (key: string) =>
  (await house.people.finance.ask<Exported>(EXPORT, { id: batch.id, key })).exportPayouts
const base64 = (text: string) => Buffer.from(text).toString('base64')

test('is taken when banks would take it and somebody has approved it, and not before', async () => {
  const { finance, approver } = house.people
  await expect(exported('name')).rejects.toThrow(
    'PAYOUT_FILE_REFUSED: Banks would refuse the file for 1 reason',
  )
  await finance.ask(CANCEL, { id: batch.id, names: [endToEndId('王')] })
  await expect(exported('early')).rejects.toThrow('PAYOUT_BATCH_STATE')
  await approver.ask(APPROVE, { id: batch.id })
  const { file } = await exported('first')
  expect(file).toMatchObject({ sum: { amount: '18.00' }, warning: null, exports: [] })
})

test('is the same file when it is taken again, and says when, by whom and as which it was taken before', async () => {
  const { file: before, replayed } = await exported('first')
  expect([replayed, before.warning]).toEqual([true, null])
  server.clock.move?.(new Date('2010-02-09T12:00:00Z'))
  const { sha256, content } = before
  const taken = { at: '2010-02-08T12:00:00.000Z', by: { id: house.people.finance.id }, sha256 }
  expect((await exported('second')).file).toEqual({
    ...{ content, sha256, sum: { amount: '18.00' }, exports: [taken] },
    warning: 'The file was taken at 2010-02-08T12:00:00.000Z: give it to the bank once.',
  })
  expect((await exported('third')).file.warning).toBe(
    'The file was taken 2 times, last at 2010-02-09T12:00:00.000Z: give it to the bank once.',
  )
  expect(base64(`${Buffer.from(`${content}`, 'base64')}`)).toBe(content)
  expect(`${Buffer.from(`${content}`, 'base64')}`).toContain(`<EndToEndId>${endToEndId('Ann')}</EndToEndId>`)
})

test('that reached the bank twice is settled once by its two answers, and the second debit is told', async () => {
  const { finance, auditor } = house.people
  type Looked = {
    payoutBatch: { state: string; file: { sha256: string; warning: string; exports: object[] } }
  }
  const { file } = (await finance.ask<Looked>(LOOK, { id: batch.id })).payoutBatch
  await finance.ask(SEND, { id: batch.id, sha256: file.sha256 })
  const sent = (await finance.ask<Looked>(LOOK, { id: batch.id })).payoutBatch
  expect([sent.state, sent.file.sha256, sent.file.exports.length]).toEqual(['sent', file.sha256, 3])
  expect(sent.file.warning).toContain('The batch was sent at 2010-02-09T12:00:00.000Z')
  const messageId = fileOf(batch.id)
  const accepted = statusFile({ legs: [[endToEndId('Ann'), 'ACSC']], paymentId: messageId })
  const content = base64(accepted.replace('<OrgnlMsgId>M-1', `<OrgnlMsgId>${messageId}`))
  for (const key of ['one', 'two']) {
    expect(await finance.ask(HEAR, { content, key })).toEqual({
      importPayoutStatus: { batch: { state: 'sent' } },
    })
  }
  server.clock.move?.(new Date('2010-03-05T20:00:00Z'))
  const entries = [paidAtOnce('18.00', 'X1', batch.id), paidAtOnce('18.00', 'X2', batch.id)]
  const day = { from: '2010-03-05', until: '2010-03-05' }
  const report = base64(bankFile({ ...day, opening: '36.00', closing: '0.00', entries }))
  for (const key of ['one', 'two']) {
    expect(await finance.ask(IMPORT, { content: report, key: `report-${key}` })).toEqual({
      importBankReport: { reports: [{ payoutsSettled: 1, debits: [{ reason: 'PAYOUT_ENDED', count: 1 }] }] },
    })
  }
  expect(await auditor.ask(BANKED)).toEqual({ platformBalances: [{ amount: { amount: '0.00' } }] })
  await expect(exported('late')).rejects.toThrow('PAYOUT_BATCH_STATE')
})
