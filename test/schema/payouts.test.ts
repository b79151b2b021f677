import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { statusFile } from '../documents/pain/status-files.ts'
import { CLIENTS_IBAN } from '../support/bank-files.ts'
import { furnish, type House } from '../support/house.ts'
import { ANNS_IBAN } from '../support/paying.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const REFUSED = '... on Refusal { __typename code message }'
const BANK = `mutation ($iban: String!) {
  openBankAccount(input: { idempotencyKey: "b", code: clients, currency: "EUR", iban: $iban, holderName: "C" }) { ${REFUSED} }
}`
const NAME = `mutation ($iban: String!) {
  changePayoutAccount(input: { idempotencyKey: "n", iban: $iban, holderName: "Ann" }) {
    ... on PayoutAccountPayload { payoutAccountId } ${REFUSED}
  }
}`
const VERIFY = `mutation ($id: ID!) {
  recordPayeeVerification(payoutAccountId: $id, result: match, idempotencyKey: "v") { ${REFUSED} }
}`
const PREPARE = `mutation {
  preparePayouts(date: "2010-03-05", currency: "EUR", idempotencyKey: "p") {
    ... on PayoutBatchPayload { replayed batch { id state peopleNeeded total { amount } } } ${REFUSED}
  }
}`
const APPROVE = `mutation ($id: ID!) { approvePayouts(batchId: $id, idempotencyKey: "a") { ${REFUSED} } }`
const SEND = `mutation ($id: ID!) {
  sendPayouts(batchId: $id, idempotencyKey: "s") { ... on PayoutBatchPayload { batch { state } } ${REFUSED} }
}`
const FILE = `query ($id: ID!) {
  payoutBatch(id: $id) { file { content sha256 payouts sum { amount } problems checked warning } old: file(version: V03) { sha256 } }
}`
const RUN = `{
  payRun(date: "2010-03-05") {
    sendBy groups { payee code payees amount { amount } } totals { liability { amount } }
  }
}`
const OWN = `query ($id: ID!) {
  node(id: $id) { ... on Party { payoutAccount { iban usable } payouts { edges { node { amount { amount } state iban payee { id } payeeWithoutParty } } } } }
}`

test('Ann names an account, two people pay her, and she sees it masked', async () => {
  const { ann, finance, approver, admin, auditor } = house.people
  await admin.ask(BANK, { iban: CLIENTS_IBAN })
  type Named = { changePayoutAccount: { payoutAccountId: string } }
  const { payoutAccountId } = (await ann.ask<Named>(NAME, { iban: ANNS_IBAN })).changePayoutAccount
  await finance.ask(VERIFY, { id: payoutAccountId })
  server.clock.move?.(new Date('2010-02-08T12:00:00Z'))
  type Prepared = { preparePayouts: { batch: { id: string } } }
  const { batch } = (await finance.ask<Prepared>(PREPARE)).preparePayouts
  expect(batch).toMatchObject({ state: 'prepared', peopleNeeded: 2, total: { amount: '18.00' } })
  expect(await finance.ask<Prepared>(PREPARE)).toMatchObject({ preparePayouts: { replayed: true, batch } })
  await approver.ask(APPROVE, { id: batch.id })
  type File = { payoutBatch: { file: { content: string; sha256: string } } }
  const { file } = (await finance.ask<File>(FILE, { id: batch.id })).payoutBatch
  expect(file).toMatchObject({
    ...{ payouts: 1, sum: { amount: '18.00' } },
    ...{ problems: [], checked: false, warning: null },
  })
  const xml = Buffer.from(file.content, 'base64').toString()
  for (const said of ['<CtrlSum>18.00</CtrlSum>', '<NbOfTxs>1</NbOfTxs>', `<IBAN>${ANNS_IBAN}</IBAN>`]) {
    expect(xml).toContain(said)
  }
  expect(createHash('sha256').update(xml).digest('hex')).toBe(file.sha256)
  expect(await finance.ask(SEND, { id: batch.id })).toEqual({ sendPayouts: { batch: { state: 'sent' } } })
  // Asked for again it is the same to the byte, with a warning; the auditor sees the batch, and no bank accounts.
  const warning = expect.stringContaining('was sent at 2010-02-08T12:00:00.000Z')
  expect(await finance.ask(FILE, { id: batch.id })).toMatchObject({
    payoutBatch: { file: { ...file, warning } },
  })
  await expect(auditor.ask(FILE, { id: batch.id })).rejects.toThrow('FORBIDDEN')
  const payee = { payee: { id: ann.id }, payeeWithoutParty: null }
  const payouts = {
    edges: [{ node: { amount: { amount: '18.00' }, state: 'sent', iban: 'FR76…0189', ...payee } }],
  }
  expect(await ann.ask(OWN, { id: ann.id })).toEqual({
    node: { payoutAccount: { iban: 'FR76…0189', usable: true }, payouts },
  })
  // Raised 50.00, of which 2.50 is the platform's; of 100.00 the holders got 30.00, the issuer 20.00, the platform 50.00.
  expect(await auditor.ask(RUN)).toEqual({
    payRun: {
      sendBy: '2010-03-04T13:00:00.000Z',
      groups: [
        { payee: 'holder', code: 'NO_ACCOUNT', payees: 1, amount: { amount: '12.00' } },
        { payee: 'issuer', code: 'NO_ACCOUNT', payees: 1, amount: { amount: '67.50' } },
        { payee: 'platform', code: 'NO_ACCOUNT', payees: 1, amount: { amount: '52.50' } },
        { payee: 'holder', code: 'ON_ITS_WAY', payees: 1, amount: { amount: '18.00' } },
      ],
      totals: [{ liability: { amount: '150.00' } }],
    },
  })
})

test('what the bank rejects lies on her account again, and the same file again changes nothing', async () => {
  const { ann, finance } = house.people
  const { payoutBatches } = await finance.ask<{ payoutBatches: { edges: { node: Sent }[] } }>(
    '{ payoutBatches { edges { node { id payouts { edges { node { endToEndId } } } } } } }',
  )
  type Sent = { id: string; payouts: { edges: { node: { endToEndId: string } }[] } }
  const batch = payoutBatches.edges[0]?.node as Sent
  const name = batch.payouts.edges[0]?.node.endToEndId ?? ''
  const messageId = batch.id.replace('PayoutBatch:', '').replaceAll('-', '')
  const text = statusFile({ legs: [[name, 'RJCT']], paymentId: messageId, reason: 'AC04' })
  const content = Buffer.from(text.replace('<OrgnlMsgId>M-1', `<OrgnlMsgId>${messageId}`)).toString('base64')
  const HEAR = `mutation ($content: String!, $key: String!) {
    importPayoutStatus(content: $content, idempotencyKey: $key) {
      ... on PayoutBatchPayload { batch { state payouts { edges { node { state reason } } } } } ${REFUSED}
    }
  }`
  const told = { state: 'finished', payouts: { edges: [{ node: { state: 'rejected', reason: 'AC04' } }] } }
  for (const key of ['first', 'again']) {
    expect(await finance.ask(HEAR, { content, key })).toEqual({ importPayoutStatus: { batch: told } })
  }
  const foreign = Buffer.from(text).toString('base64')
  await expect(finance.ask(HEAR, { content: foreign, key: 'foreign' })).rejects.toThrow(
    'PAYOUT_BATCH_UNKNOWN',
  )
  const PAYABLE =
    'query ($id: ID!) { node(id: $id) { ... on Party { payable { balance { amount } parts { code } } } } }'
  expect(await ann.ask(PAYABLE, { id: ann.id })).toEqual({
    node: { payable: [{ balance: { amount: '18.00' }, parts: [{ code: 'RETURNED' }] }] },
  })
})
