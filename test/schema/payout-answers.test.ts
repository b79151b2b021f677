import { beforeAll, expect, test } from '@jest/globals'
import { paidAtOnce, paidOut, sentBack } from '../support/answers.ts'
import { bankFile, CLIENTS_IBAN, type EntryText } from '../support/bank-files.ts'
import { furnish, type House } from '../support/house.ts'
import { ANNS_IBAN, OTHER_IBAN } from '../support/paying.ts'
import { useServer } from '../support/server.ts'

/* What finance does with the bank's reports after a batch was sent, by the API alone: Ann is owed 18.00, and Bea 12.00. */

const server = useServer()
let house: House
let annsAccount = ''
let first: Sent
beforeAll(async () => {
  house = await furnish(server)
  const { ann, bea, finance, admin } = house.people
  await admin.ask(BANK, { iban: CLIENTS_IBAN })
  for (const [holder, iban] of [[ann, ANNS_IBAN] as const, [bea, OTHER_IBAN] as const]) {
    type Named = { changePayoutAccount: { payoutAccountId: string } }
    const { payoutAccountId } = (await holder.ask<Named>(NAME, { iban })).changePayoutAccount
    if (holder === ann) annsAccount = payoutAccountId
    await finance.ask(VERIFY, { id: payoutAccountId, key: payoutAccountId })
  }
  server.clock.move?.(new Date('2010-02-08T12:00:00Z'))
})

const REFUSED = '... on Refusal { __typename code message }'
const BANK = `mutation ($iban: String!) {
  openBankAccount(input: { idempotencyKey: "b", code: clients, currency: "EUR", iban: $iban, holderName: "C" }) { ${REFUSED} }
}`
const NAME = `mutation ($iban: String!) {
  changePayoutAccount(input: { idempotencyKey: "n", iban: $iban, holderName: "Holder" }) {
    ... on PayoutAccountPayload { payoutAccountId } ${REFUSED}
  }
}`
const VERIFY = `mutation ($id: ID!, $key: String!) {
  recordPayeeVerification(payoutAccountId: $id, result: match, idempotencyKey: $key) { ${REFUSED} }
}`
const CONFIRM = `mutation ($id: ID!, $key: String!) {
  confirmPayoutAccount(payoutAccountId: $id, idempotencyKey: $key) { ${REFUSED} }
}`
const PREPARE = `mutation ($date: Day!, $key: String!) {
  preparePayouts(date: $date, currency: "EUR", idempotencyKey: $key) {
    ... on PayoutBatchPayload { batch { id payouts { edges { node { endToEndId amount { amount } } } } } } ${REFUSED}
  }
}`
const APPROVE = `mutation ($id: ID!, $key: String!) { approvePayouts(batchId: $id, idempotencyKey: $key) { ${REFUSED} } }`
const SEND = `mutation ($id: ID!, $key: String!) { sendPayouts(batchId: $id, idempotencyKey: $key) { ${REFUSED} } }`
const IMPORT = `mutation ($content: String!, $key: String!) {
  importBankReport(input: { content: $content, idempotencyKey: $key }) {
    ... on BankFilePayload { reports { payoutsSettled payoutsReturned alreadyImported
      debits { reason count } suspense { reason count } } } ${REFUSED}
  }
}`
const SETTLE = `mutation ($batch: ID!, $debit: ID!, $names: [String!], $key: String!) {
  settlePayouts(batchId: $batch, debitId: $debit, endToEndIds: $names, idempotencyKey: $key) {
    ... on PayoutBatchPayload { batch { state } } ${REFUSED}
  }
}`
const RETURN = `mutation ($batch: ID!, $name: String!, $receipt: ID, $key: String!) {
  returnPayout(batchId: $batch, endToEndId: $name, reason: "AC04", receiptId: $receipt, idempotencyKey: $key) {
    ... on PayoutBatchPayload { batch { state } } ${REFUSED}
  }
}`
const STATES = `query ($id: ID!) {
  payoutBatch(id: $id) { state payouts { edges { node { amount { amount } state reason } } } }
}`
const WORK = `{
  suspenseDebits { edges { node { id bankReference reason amount { amount } } } }
  suspense { edges { node { id bankReference suspenseReason } } }
}`
const OWED = `query ($id: ID!) {
  node(id: $id) { ... on Party { payable { balance { amount } } } }
}`

type Batch = {
  id: string
  payouts: { edges: { node: { endToEndId: string; amount: { amount: string } } }[] }
}

type Sent = { id: string; names: Record<string, string> }

/** A batch that two people sent; the names of its payouts by their amounts. */
async function sent(date: string): Promise<Sent> {
  const { finance, approver } = house.people
  const { preparePayouts } = await finance.ask<{ preparePayouts: { batch: Batch } }>(PREPARE, {
    date,
    key: date,
  })
  const { id, payouts } = preparePayouts.batch
  await approver.ask(APPROVE, { id, key: id })
  await finance.ask(SEND, { id, key: id })
  const names = payouts.edges.map(({ node }) => [node.amount.amount, node.endToEndId] as const)
  return { id, names: Object.fromEntries(names) }
}

let reports = 0
/** Imports a report of a day whose balances follow. */
async function told(day: string, entries: EntryText[]) {
  reports += 1
  const cents = (text: string) => Number(text.replace('.', ''))
  const moved = entries.reduce((sum, { amount, side }) => sum + cents(amount) * (side === 'DBIT' ? -1 : 1), 0)
  const closing = `${((100_000 + moved) / 100).toFixed(2)}`
  const id = `R${reports}`
  const file = bankFile({ id, opening: '1000.00', closing, from: day, until: day, entries })
  const content = Buffer.from(file).toString('base64')
  server.clock.move?.(new Date(`${day}T20:00:00Z`))
  return { content, answer: await brought(content, id) }
}

async function brought(content: string, key: string) {
  type Brought = { importBankReport: { reports: object[] } }
  return (await house.people.finance.ask<Brought>(IMPORT, { content, key })).importBankReport.reports[0]
}

const statesOf = async (id: string) => {
  const { payoutBatch } = await house.people.auditor.ask<{ payoutBatch: Batch & { state: string } }>(STATES, {
    id,
  })
  const rows = payoutBatch.payouts.edges.map(({ node }) => node as unknown as Record<string, string>)
  const states = rows.map(({ amount, state }) => [(amount as unknown as { amount: string }).amount, state])
  return [payoutBatch.state, Object.fromEntries(states)]
}
type Work = Record<
  'suspenseDebits' | 'suspense',
  { edges: { node: { id: string; bankReference: string } }[] }
>
const waiting = async (list: keyof Work, ref: string) =>
  (await house.people.finance.ask<Work>(WORK))[list].edges.find(({ node }) => node.bankReference === ref)
    ?.node
const owed = async (id: string) =>
  (await house.people.auditor.ask<{ node: { payable: { balance: { amount: string } }[] } }>(OWED, { id }))
    .node.payable[0]?.balance.amount

test('the bank’s report settles what it carried out, and the same file again changes nothing', async () => {
  first = await sent('2010-03-05')
  const batch = first
  const { content, answer } = await told('2010-03-05', [
    paidOut('18.00', 'B1', { name: batch.names['18.00'] ?? '', batchId: batch.id }),
    paidOut('11.00', 'B2', { name: batch.names['12.00'] ?? '' }),
  ])
  const settled = { payoutsSettled: 1, payoutsReturned: 0, suspense: [] }
  expect(answer).toEqual({
    ...settled,
    alreadyImported: false,
    debits: [{ reason: 'PAYOUT_AMOUNT', count: 1 }],
  })
  expect(await statesOf(batch.id)).toEqual(['sent', { '18.00': 'settled', '12.00': 'sent' }])
  expect(await brought(content, 'again')).toMatchObject({ ...settled, alreadyImported: true })
  expect(await statesOf(batch.id)).toEqual(['sent', { '18.00': 'settled', '12.00': 'sent' }])
  expect(await waiting('suspenseDebits', 'B2')).toMatchObject({
    reason: 'PAYOUT_AMOUNT',
    amount: { amount: '11.00' },
  })
})

test('people settle what the bank’s report names in no way, and no more than it took', async () => {
  const { finance } = house.people
  const batch = first.id
  const { answer } = await told('2010-03-08', [
    { amount: '12.00', side: 'DBIT', ref: 'C1', text: 'transfer' },
  ])
  expect(answer).toMatchObject({ debits: [{ reason: 'NO_PAYOUT', count: 1 }] })
  const short = (await waiting('suspenseDebits', 'B2'))?.id
  await expect(finance.ask(SETTLE, { batch, debit: short, key: 'short' })).rejects.toThrow(
    'PAYOUT_DEBIT_EXCEEDED: These payouts come to 12.00 EUR; of the debit of the bank 11.00 EUR is left.',
  )
  const debit = (await waiting('suspenseDebits', 'C1'))?.id
  const done = { settlePayouts: { batch: { state: 'finished' } } }
  expect(await finance.ask(SETTLE, { batch, debit, key: 'settle' })).toEqual(done)
  expect(await finance.ask(SETTLE, { batch, debit, key: 'twice' })).toEqual(done)
  expect(await statesOf(batch)).toEqual(['finished', { '18.00': 'settled', '12.00': 'settled' }])
  expect(await waiting('suspenseDebits', 'C1')).toBeUndefined()
})

test('what the bank sends back lies on the account of its payee again, who is told', async () => {
  const { ann, finance } = house.people
  const { id, names } = first
  const name = names['18.00'] ?? ''
  const { answer } = await told('2010-03-09', [
    sentBack('18.00', 'D1', name),
    sentBack('18.00', 'D2', name),
    sentBack('5.00', 'D3', 'NOT-OURS'),
  ])
  expect(answer).toMatchObject({
    payoutsReturned: 1,
    suspense: [
      { reason: 'NO_PAYOUT', count: 1 },
      { reason: 'PAYOUT_ENDED', count: 1 },
    ],
  })
  expect(await statesOf(id)).toEqual(['finished', { '18.00': 'returned', '12.00': 'settled' }])
  expect(await owed(ann.id)).toBe('18.00')
  type Mail = { mailbox: { subject: string; body: string }[] }
  const { mailbox } = await finance.ask<Mail>('{ mailbox(email: "ann@x.example") { subject body } }')
  const [letter] = mailbox.filter(({ body }) => body.includes('FR76…0189'))
  expect(`${letter?.subject}`).not.toMatch(/18|Ann/)
})

test('people book what came back without its name, as the credit that it is', async () => {
  const { ann, finance } = house.people
  await finance.ask(CONFIRM, { id: annsAccount, key: 'confirm' })
  const batch = await sent('2010-05-05')
  await told('2010-05-05', [paidAtOnce('18.00', 'E1', batch.id)])
  await told('2010-05-06', [
    { amount: '18.00', ref: 'E2', text: 'retour' },
    { amount: '17.00', ref: 'E3' },
  ])
  const name = batch.names['18.00']
  const [right, wrong] = [await waiting('suspense', 'E2'), await waiting('suspense', 'E3')]
  const back = (receipt: string | undefined, key: string) =>
    finance.ask(RETURN, { batch: batch.id, name, receipt, key })
  await expect(back(wrong?.id, 'wrong')).rejects.toThrow('PAYOUT_RETURN_AMOUNT')
  expect(await owed(ann.id)).toBe('0.00')
  for (const key of ['back', 'back-again']) {
    expect(await back(right?.id, key)).toEqual({ returnPayout: { batch: { state: 'finished' } } })
    expect(await owed(ann.id)).toBe('18.00')
  }
  expect(await statesOf(batch.id)).toEqual(['finished', { '18.00': 'returned' }])
  expect(await waiting('suspense', 'E2')).toBeUndefined()
})
