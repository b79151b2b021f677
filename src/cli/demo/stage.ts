import { setTimeout as sleep } from 'node:timers/promises'
import { PASSWORD } from './cast.ts'
import { type Credentials, Person } from './client.ts'

/** Those who work for the platform. Two people approve nothing together that one prepared: they are different. */
export type Staff = { admin: Person; finance: Person; approver: Person; auditor: Person }

const STAFF = {
  admin: 'Adrienne Admin',
  finance: 'Fatou Finance',
  approver: 'Armand Approver',
  auditor: 'Aude Auditor',
} as const

const credentials = (role: string, name: string): Credentials => {
  return { email: `${role}@platform.example`, password: PASSWORD, name, language: 'en' }
}

/** Claims the first administrator with the printed code; the others join as anybody does and are given their roles. */
export async function assembleStaff(url: string, code: string): Promise<Staff> {
  const admin = await Person.firstAdministrator(url, code, credentials('admin', STAFF.admin))
  const [finance, approver, auditor] = [
    await Person.join(url, credentials('finance', STAFF.finance)),
    await Person.join(url, credentials('approver', STAFF.approver)),
    await Person.join(url, credentials('auditor', STAFF.auditor)),
  ]
  await giveRole(admin, finance, 'finance')
  await giveRole(admin, approver, 'approver')
  await giveRole(admin, auditor, 'auditor')
  return { admin, finance, approver, auditor }
}

/** The administrator gives somebody a role, in a project for issuer and partner. */
export async function giveRole(
  admin: Person,
  person: Person,
  role: string,
  projectId?: string,
): Promise<void> {
  const idempotencyKey = [role, person.id, projectId ?? 'everywhere'].map(part => part.slice(-12)).join('-')
  await admin.ask(GIVE_ROLE, {
    input: { partyId: person.id, role, projectId, granted: true, idempotencyKey },
  })
}

/** A project to be opened: figures as the API writes them. */
export type RaisePlan = {
  key: string
  project: string
  currency: string
  timeZone: string
  class: { code: string; name: string; shares: number }
  split: Record<string, string>
  /** Runs up to this amount need no signature. */
  unsignedUpTo?: string
  sharePrice: string
  goal: string
  maxPerInvestor: number | null
  opensAt: string
  closesAt: string
  withdrawalDays: number
  commissionRatio: string
  /** How it takes cards; not given: it takes none. */
  cards?: { paymentCosts: 'platform' | 'issuer' | 'investor' }
}

export type Raise = { projectId: string; classId: string; offeringId: string }

/** Finance proposes project, contract and offering; the approver signs and publishes. */
export async function openRaise(
  { admin, finance, approver }: Staff,
  issuer: Person,
  plan: RaisePlan,
): Promise<Raise> {
  const { key, currency } = plan
  const opened = await finance.ask<{ openProject: { project: { id: string; classes: { id: string }[] } } }>(
    OPEN_PROJECT,
    {
      input: {
        idempotencyKey: `${key}-project`,
        name: plan.project,
        issuerId: issuer.id,
        currency,
        timeZone: plan.timeZone,
        classes: [plan.class],
      },
    },
  )
  const { id: projectId, classes } = opened.openProject.project
  const classId = classes[0]?.id ?? ''
  await giveRole(admin, issuer, 'issuer', projectId)
  const split = Object.entries(plan.split).map(([to, ratio]) => ({ to, ratio }))
  const contract = { projectId, currency, tiers: [{ name: 'Receipts', takes: '1', split }] }
  const rules = { recordDate: 'periodEnd', unsold: 'raisesSold', idempotencyKey: `${key}-contract` }
  const proposed = await finance.ask<{ proposeContract: { contract: { id: string } } }>(PROPOSE_CONTRACT, {
    input: { ...contract, ...rules, unsignedUpTo: plan.unsignedUpTo },
  })
  await approver.ask(SIGN, { id: proposed.proposeContract.contract.id, key: `${key}-signature` })
  const { sharePrice, goal, maxPerInvestor, opensAt, closesAt, withdrawalDays, commissionRatio } = plan
  const offered = await finance.ask<{ proposeOffering: { offering: { id: string } } }>(PROPOSE_OFFERING, {
    input: {
      idempotencyKey: `${key}-offering`,
      classId,
      sharePrice: { amount: sharePrice, currency },
      shares: plan.class.shares,
      goalMode: 'allOrNothing',
      goal: { amount: goal, currency },
      ...{
        maxPerInvestor,
        opensAt,
        closesAt,
        withdrawalDays,
        commissionRatio,
        vatRatio: '0',
        cards: plan.cards,
      },
    },
  })
  const offeringId = offered.proposeOffering.offering.id
  await approver.ask(PUBLISH, { id: offeringId, key: `${key}-publication` })
  return { projectId, classId, offeringId }
}

/** Orders shares, and pays for them as finance sees it on the bank account. */
export async function buy(
  finance: Person,
  holder: Person,
  order: { offeringId: string; shares: number; at: string },
) {
  const { offeringId, shares, at } = order
  const key = `${holder.id.slice(-12)}-${offeringId.slice(-12)}`
  const ordered = await holder.ask<{ subscribe: { subscription: { reference: string; amount: object } } }>(
    SUBSCRIBE,
    {
      input: { idempotencyKey: `order-${key}`, offeringId, shares },
    },
  )
  const { reference, amount } = ordered.subscribe.subscription
  const money = { amount, remittance: reference, receivedAt: at, bankReference: `bank-${reference}` }
  await finance.ask(RECORD_PAYMENT, { input: { ...money, idempotencyKey: `payment-${reference}` } })
}

/** Moves the test clock and waits until the jobs that came due have run. */
export async function moveClock(admin: Person, to: string): Promise<void> {
  await admin.ask('mutation ($to: Instant!) { moveClock(to: $to) }', { to })
  for (;;) {
    const { jobs } = await admin.ask<{
      jobs: { name: string; pending: number; lastOutcome: string | null }[]
    }>('{ jobs { name pending lastOutcome } }')
    const failed = jobs.find(job => job.lastOutcome?.startsWith('failed'))
    if (failed !== undefined) throw new Error(`The job ${failed.name} ${failed.lastOutcome}`)
    if (jobs.every(job => job.pending === 0)) return
    await sleep(50)
  }
}

const REFUSED = '... on Refusal { __typename code message }'
const GIVE_ROLE = `mutation ($input: ChangeRoleInput!) { changeRole(input: $input) { ${REFUSED} } }`
const OPEN_PROJECT = `mutation ($input: OpenProjectInput!) {
  openProject(input: $input) { ... on ProjectPayload { project { id classes { id } } } ${REFUSED} }
}`
const PROPOSE_CONTRACT = `mutation ($input: ProposeContractInput!) {
  proposeContract(input: $input) { ... on ContractPayload { contract { id } } ${REFUSED} }
}`
const SIGN = `mutation ($id: ID!, $key: String!) { signContract(contractId: $id, idempotencyKey: $key) { ${REFUSED} } }`
const PROPOSE_OFFERING = `mutation ($input: ProposeOfferingInput!) {
  proposeOffering(input: $input) { ... on OfferingPayload { offering { id } } ${REFUSED} }
}`
const PUBLISH = `mutation ($id: ID!, $key: String!) {
  publishOffering(offeringId: $id, idempotencyKey: $key) { ${REFUSED} }
}`
const SUBSCRIBE = `mutation ($input: SubscribeInput!) {
  subscribe(input: $input) {
    ... on SubscriptionPayload { subscription { reference amount { amount currency } } } ${REFUSED}
  }
}`
const RECORD_PAYMENT = `mutation ($input: RecordPaymentInput!) {
  recordPayment(input: $input) { ... on ReceiptPayload { receipt { state } } ${REFUSED} }
}`
