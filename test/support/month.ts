import { expect } from '@jest/globals'
import type { Person } from '../../src/cli/demo/client.ts'
import { giveRole, type Staff } from '../../src/cli/demo/stage.ts'
import { formatAmount } from '../../src/domain/money/money.ts'
import { statusFile } from '../documents/pain/status-files.ts'
import { fileOf as fileNameOf } from './answers.ts'
import { bankFile, CLIENTS_IBAN, type EntryText } from './bank-files.ts'
import { done, step } from './changes.ts'
import type { TestServer } from './server.ts'

/* What a finance officer does in a month, each step as a call of the API. */

const REFUSED = '... on Refusal { __typename code message }'
const EUR = (amount: string) => ({ amount, currency: 'EUR' })
export const euros = (cents: bigint) => formatAmount(cents, 'EUR')
export const cents = ({ amount }: { amount: string }) => BigInt(amount.replace('.', ''))
const base64 = (text: string) => Buffer.from(text).toString('base64')

export type Payout = { endToEndId: string; holderName: string; amount: { amount: string } }

/** The first two payouts of a batch. */
export async function payoutsOf(finance: Person, id: string): Promise<[Payout, Payout]> {
  const { payoutBatch } = await finance.ask<{ payoutBatch: { payouts: { edges: { node: Payout }[] } } }>(
    'query ($id: ID!) { payoutBatch(id: $id) { payouts(first: 2) { edges { node { endToEndId holderName amount { amount } } } } } }',
    { id },
  )
  return payoutBatch.payouts.edges.map(({ node }) => node) as [Payout, Payout]
}

const HEAR = `mutation ($content: String!) {
  importPayoutStatus(content: $content, idempotencyKey: "status") { ${REFUSED} }
}`

/** Imports what the bank says of one payout of a batch: its account is closed. */
export async function rejected(finance: Person, batchId: string, endToEndId: string): Promise<void> {
  const name = fileNameOf(batchId)
  const text = statusFile({ legs: [[endToEndId, 'RJCT']], paymentId: name, reason: 'AC04' })
  await finance.ask(HEAR, { content: base64(text.replace('<OrgnlMsgId>M-1', `<OrgnlMsgId>${name}`)) })
}

export type Group = { payee: string; code: string; payees: number; amount: { amount: string } }

export async function payRun(
  who: Person,
  date: string,
): Promise<{ groups: Group[]; totals: { liability: { amount: string } }[] }> {
  const answer = await who.ask<{ payRun: { groups: Group[]; totals: { liability: { amount: string } }[] } }>(
    'query ($date: Day!) { payRun(date: $date) { groups { payee code payees amount { amount } } totals { liability { amount } } } }',
    { date },
  )
  return answer.payRun
}

/** Claims what lies in suspense as revenue of the project. */
export async function receive(finance: Person, projectId: string): Promise<void> {
  type Row = {
    bankReference: string
    amount: object
    receivedAt: string
    remittance: string
    payerName: string
    payerIban: string
  }
  const { suspense } = await finance.ask<{ suspense: { edges: { node: Row }[] } }>(
    '{ suspense(first: 2) { edges { node { bankReference amount { amount currency } receivedAt remittance payerName payerIban } } } }',
  )
  expect(suspense.edges).toHaveLength(1)
  const [{ node }] = suspense.edges as [{ node: Row }]
  const { payerName: name, payerIban: iban, ...row } = node
  const input = { idempotencyKey: 'receive', projectId, ...row, payer: { name, iban } }
  await done(finance, 'receiveRevenue', input, '... on ReceiptPayload { replayed }')
}

/** Prepares the batch of a bank business day. */
export const prepare = async (finance: Person, date: string) =>
  (
    await finance.ask<{ preparePayouts: { batch: { id: string; total: { amount: string } } } }>(
      `mutation ($date: Day!, $key: String!) {
        preparePayouts(date: $date, currency: "EUR", idempotencyKey: $key) {
          ... on PayoutBatchPayload { batch { id total { amount } } } ${REFUSED}
        }
      }`,
      { date, key: `prepare-${date}` },
    )
  ).preparePayouts

type File = { content: string; sha256: string; payouts: number; sum: object; problems: string[] }

/** Takes the file of a batch for the bank. */
export async function taken(who: Person, id: string): Promise<File> {
  const { exportPayouts } = await who.ask<{ exportPayouts: { file: File } }>(
    `mutation ($id: ID!, $key: String!) {
      exportPayouts(batchId: $id, idempotencyKey: $key) {
        ... on PayoutFilePayload { file { content sha256 payouts sum { amount } problems } } ${REFUSED}
      }
    }`,
    { id, key: `take-${id}` },
  )
  return exportPayouts.file
}

/** Says that it goes to the bank. */
export const sent = (who: Person, id: string, sha256: string) =>
  who.ask(
    `mutation ($id: ID!, $sha256: String!, $key: String!) {
      sendPayouts(batchId: $id, sha256: $sha256, idempotencyKey: $key) { ${REFUSED} }
    }`,
    { id, sha256, key: `send-${id}` },
  )

/** A raise of enough shares for so many payees, open for eighteen days, under a contract by which tax is withheld. */
export async function raise({ admin, finance, approver }: Staff, issuer: Person, payees: number) {
  await done(
    admin,
    'openBankAccount',
    { idempotencyKey: 'bank', code: 'clients', currency: 'EUR', iban: CLIENTS_IBAN, holderName: 'Clients' },
    '... on BankAccountPayload { replayed }',
  )
  const shares = Math.ceil(payees / 5) * 15
  const { project } = await done<{ project: { id: string; classes: { id: string }[] } }>(
    finance,
    'openProject',
    {
      ...{ idempotencyKey: 'project', name: 'Nuits', issuerId: issuer.id, currency: 'EUR' },
      ...{ timeZone: 'Europe/Paris', classes: [{ code: 'parts', name: 'Parts', shares }] },
    },
    '... on ProjectPayload { project { id classes { id } } }',
  )
  await giveRole(admin, issuer, 'issuer', project.id)
  const split = [
    { to: 'class:parts', ratio: '0.6' },
    { to: 'issuer', ratio: '0.35' },
    { to: 'platform', ratio: '0.05' },
  ]
  const { contract } = await done<{ contract: { id: string } }>(
    finance,
    'proposeContract',
    {
      ...{ idempotencyKey: 'contract', projectId: project.id, currency: 'EUR', recordDate: 'periodEnd' },
      ...{ unsold: 'raisesSold', unsignedUpTo: '100', levies: { income: 'dividend' } },
      tiers: [{ name: 'Receipts', takes: '1', split }],
    },
    '... on ContractPayload { contract { id } }',
  )
  await step(approver, 'signContract', 'contractId', contract.id)
  const { offering } = await done<{ offering: { id: string } }>(
    finance,
    'proposeOffering',
    {
      ...{ idempotencyKey: 'offering', classId: project.classes[0]?.id, sharePrice: EUR('20.00'), shares },
      ...{ goalMode: 'allOrNothing', goal: EUR('20.00'), opensAt: '2025-01-02T00:00:00Z' },
      ...{ closesAt: '2025-01-20T00:00:00Z', withdrawalDays: 0 },
    },
    '... on OfferingPayload { offering { id } }',
  )
  await step(approver, 'publishOffering', 'offeringId', offering.id)
  return { projectId: project.id, offeringId: offering.id }
}

type Imported = {
  ordersPaid: number
  payoutsSettled: number
  payoutsReturned: number
  suspense: unknown[]
  debits: unknown[]
}

/** Imports a report of the bank on the day of the clock, and answers what became of it. */
export async function imported(
  server: TestServer,
  finance: Person,
  { opening, closing, entries }: { opening: string; closing: string; entries: EntryText[] },
): Promise<Imported> {
  const day = server.clock.now().toISOString().slice(0, 10)
  const content = base64(bankFile({ id: `S-${day}`, from: day, until: day, opening, closing, entries }))
  const { reports } = await done<{ reports: Imported[] }>(
    finance,
    'importBankReport',
    { content, idempotencyKey: `bank-${day}` },
    '... on BankFilePayload { reports { ordersPaid payoutsSettled payoutsReturned suspense { reason count } debits { reason count } } }',
  )
  return reports[0] as Imported
}

/** Finance prepare the months of the books, and an approver closes them. */
export async function closeMonths({ finance, approver }: Staff, months: readonly string[]): Promise<void> {
  for (const month of months) {
    const { prepareMonth } = await finance.ask<{ prepareMonth: { closing: { id: string } } }>(
      `mutation ($month: String!, $key: String!) {
        prepareMonth(month: $month, idempotencyKey: $key) { ... on MonthClosingPayload { closing { id } } ${REFUSED} }
      }`,
      { month, key: month },
    )
    await step(approver, 'closeMonth', 'preparationId', prepareMonth.closing.id)
  }
}
