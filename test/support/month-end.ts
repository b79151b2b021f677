import type { Person } from '../../src/cli/demo/client.ts'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { done } from './changes.ts'

/* What brings a bank account to green, and the tax office its money: each step as a call of the API. */

const REFUSED = '... on Refusal { __typename code message }'
const TAX_IBAN = 'FR1420041010050500013M02606'

/** The administrator names the bank account of the tax office, and its bank says whose it is. */
export async function nameTaxOffice({ admin, finance }: Staff): Promise<void> {
  const { payoutAccountId } = await done<{ payoutAccountId: string }>(
    admin,
    'setPayoutAccount',
    {
      ...{ idempotencyKey: 'tax-office', payee: 'taxOffice', iban: TAX_IBAN },
      ...{ bic: 'PSSTFRPPPAR', holderName: 'Service des impôts' },
    },
    '... on PayoutAccountPayload { payoutAccountId }',
  )
  await finance.ask(
    `mutation ($id: ID!) {
      recordPayeeVerification(payoutAccountId: $id, result: match, idempotencyKey: "tax-office") { ${REFUSED} }
    }`,
    { id: payoutAccountId },
  )
}

type Difference = {
  id: string
  kind: string
  amount: { amount: string }
  owner: { id: string } | null
  dueOn: string | null
}
export type Account = { state: string; difference: { amount: string }; differences: Difference[] }

/** The one bank account against the books. */
export async function reconciled(who: Person): Promise<Account> {
  const { reconciliation } = await who.ask<{ reconciliation: Account[] }>(
    '{ reconciliation { state difference { amount } differences { id kind amount { amount } owner { id } dueOn } } }',
  )
  return reconciliation[0] as Account
}

/** A person of finance says that she sees to a difference until a day. */
export const explain = (finance: Person, differenceId: string, dueOn: string) =>
  done(
    finance,
    'explainDifference',
    {
      ...{ idempotencyKey: `explain-${differenceId}`, differenceId, ownerId: finance.id, dueOn },
      reason: 'A payout came back without its name: we ask the bank which one',
    },
    '... on ReconciliationPayload { replayed }',
  )

/** Says which payout it was that came back as the one credit in suspense. */
export async function nameReturn(finance: Person, batchId: string, endToEndId: string): Promise<void> {
  const { suspense } = await finance.ask<{ suspense: { edges: { node: { id: string } }[] } }>(
    '{ suspense(first: 2) { edges { node { id } } } }',
  )
  const [only] = suspense.edges
  await finance.ask(
    `mutation ($batchId: ID!, $endToEndId: String!, $receiptId: ID) {
      returnPayout(
        batchId: $batchId, endToEndId: $endToEndId, receiptId: $receiptId, reason: "AC04", idempotencyKey: "return"
      ) { ${REFUSED} }
    }`,
    { batchId, endToEndId, receiptId: only?.node.id },
  )
}

/** Finance ask the holder, who says that his account is right: what came back may be sent there again. */
export async function confirmAccount(finance: Person, partyId: string): Promise<void> {
  const { node } = await finance.ask<{ node: { payoutAccount: { id: string } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Party { payoutAccount { id } } } }',
    { id: partyId },
  )
  await finance.ask(
    `mutation ($id: ID!) { confirmPayoutAccount(payoutAccountId: $id, idempotencyKey: "confirm") { ${REFUSED} } }`,
    { id: node.payoutAccount.id },
  )
}

const TAX_FILE = `year revision dueOn beneficiaries withheld { amount } posted { amount } problemCount problems { code party { id } zone }
  boxes { box exact { amount } rounded { amount } difference { amount } } sha256 content`

export type TaxFile = {
  beneficiaries: number
  withheld: { amount: string }
  posted: { amount: string }
  problemCount: number
  problems: { code: string; party: { id: string } | null; zone: string | null }[]
  boxes: {
    box: string
    exact: { amount: string }
    rounded: { amount: string }
    difference: { amount: string }
  }[]
  content: string
}

/** Issues the file of a year for the tax office. */
export async function issueTaxFile(finance: Person, year: number): Promise<TaxFile> {
  const { issueTaxFile: made } = await finance.ask<{ issueTaxFile: { taxFile: TaxFile } }>(
    `mutation ($year: Int!) {
      issueTaxFile(year: $year, siret: "73282932000074", idempotencyKey: "year") {
        ... on TaxFilePayload { taxFile { ${TAX_FILE} } } ${REFUSED}
      }
    }`,
    { year },
  )
  return made.taxFile
}
