import { act } from '../../src/act.ts'
import type { Orm } from '../../src/database/orm.ts'
import type { Made } from '../../src/domain/acts/act.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { approveRevenue } from '../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../src/domain/dividends/revenue/report-revenue.ts'
import { reportsOfDistribution } from '../../src/domain/dividends/revenue/reports.ts'
import { distribute } from '../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../src/domain/ids.ts'
import { parseAmount } from '../../src/domain/money/money.ts'
import { openProject } from '../../src/domain/offerings/open-project.ts'
import { proposeContract } from '../../src/domain/offerings/propose-contract.ts'
import { proposeOffering } from '../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../src/domain/offerings/publish-offering.ts'
import { signContract } from '../../src/domain/offerings/sign-contract.ts'
import type { OfferingTermsInput } from '../../src/domain/offerings/terms/check-offering-terms.ts'
import type { ContractTerms } from '../../src/domain/offerings/terms/contract-terms.ts'
import { addParty } from '../../src/domain/parties/people/register-party.ts'
import { acknowledgeWarning } from '../../src/domain/parties/suitability/acknowledge-warning.ts'
import type { WarningCode } from '../../src/domain/parties/suitability/suitability.ts'
import { closeOffering } from '../../src/domain/shares/closing/close-offering.ts'
import type { NewOrder } from '../../src/domain/shares/orders/serve-orders.ts'
import { subscribe } from '../../src/domain/shares/orders/subscribe.ts'
import { recordPayment } from '../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../src/domain/shares/subscriptions.ts'

type Verb<M extends Made> = Parameters<typeof act<M>>[2]

export const EUR = (amount: string) => ({ amount, currency: 'EUR' })
export const at = (text: string) => new Date(text.includes('T') ? text : `${text}T12:00:00Z`)

export const CONTRACT: ContractTerms = {
  currency: 'EUR',
  tiers: [
    {
      name: 'Receipts',
      takes: '1',
      split: [
        { to: 'class:parts', ratio: '0.30' },
        { to: 'issuer', ratio: '0.20' },
        { to: 'platform', ratio: '0.50' },
      ],
    },
  ],
  partners: [],
  recordDate: 'periodEnd',
  unsignedUpTo: '100000000.00',
  unsold: 'raisesSold',
  collectedBy: 'clientsAccount',
  levies: 'none',
}

export const TERMS: OfferingTermsInput = {
  sharePrice: 1000n,
  shares: 100,
  goalMode: 'allOrNothing',
  goal: 50_000n,
  maxPerInvestor: null,
  opensAt: at('2025-01-01'),
  closesAt: at('2025-02-01'),
  paymentDueAt: at('2025-02-01'),
  withdrawalDays: 4,
  commissionRatio: '0.05',
  vatRatio: '0.20',
}

/** A small world for tests of verbs: people, a project with a signed contract, a published offering. */
export function worldOf(database: { orm: Orm }) {
  const run = <M extends Made>(now: string | Date, verb: Verb<M>) =>
    act(
      database.orm,
      { actor: system('cli'), verb: 'test', now: typeof now === 'string' ? at(now) : now },
      verb,
    ).then(done => done.made)
  const person = async (name: string) =>
    (
      await run('2024-12-01', async em => ({
        id: await addParty(em, { kind: 'person', name, language: 'en' }),
      }))
    ).id

  async function project(contract: Partial<ContractTerms> = {}, shares = 100, code = 'parts') {
    const issuerId = await person('Issuer')
    const [financeId, approverId] = [newId(), newId()]
    const classes = [{ code, name: 'Co-producer parts', shares }]
    const { projectId } = await run('2024-12-01', em =>
      openProject(em, {
        name: 'Toi + Moi',
        issuerId,
        currency: contract.currency ?? 'EUR',
        timeZone: 'Europe/Paris',
        classes,
      }),
    )
    const { contractId } = await run('2024-12-01', em =>
      proposeContract(em, { projectId, terms: { ...CONTRACT, ...contract } }),
    )
    await run('2024-12-02', em => signContract(em, { contractId, signerId: approverId }, at('2024-12-02')))
    const classId = await classOf(projectId)
    return { projectId, issuerId, classId, financeId, approverId }
  }

  async function classOf(projectId: string): Promise<string> {
    const { classesOf } = await import('../../src/domain/offerings/projects.ts')
    const [first] = await classesOf(database.orm.em.fork(), projectId)
    return first?.id ?? ''
  }

  /** A published offering of a class, or of a project whose orders enter no register. */
  async function offering(
    sold: string | { projectId: string },
    terms: Partial<OfferingTermsInput> = {},
  ): Promise<string> {
    const what = typeof sold === 'string' ? { classId: sold } : sold
    const { offeringId } = await run('2024-12-03', em =>
      proposeOffering(em, { ...what, terms: { ...TERMS, ...terms } }),
    )
    await run('2024-12-04', em => publishOffering(em, { offeringId, approverId: newId() }, at('2024-12-04')))
    return offeringId
  }

  /** Somebody acknowledges a warning; for one about an order, its offering and amount. */
  async function agree(partyId: string, warning: WarningCode, now: string, order?: [string, bigint]) {
    const [offeringId = null, amount = null] = order ?? []
    const made = await run(now, em =>
      acknowledgeWarning(em, { partyId, warning, textVersion: 1, offeringId, amount }, at(now)),
    )
    return made.acknowledgementId
  }

  const order = async (
    offeringId: string,
    partyId: string,
    asked: number | Pick<NewOrder, 'shares' | 'amount' | 'acceptFewer' | 'items'>,
    now = '2025-01-10',
  ) => {
    const size = typeof asked === 'number' ? { shares: asked } : asked
    return (await run(now, em => subscribe(em, { offeringId, partyId, ...size }, at(now)))).subscriptionId
  }

  async function pay(subscriptionId: string, now = '2025-01-11', amount?: string): Promise<string> {
    const { amount: owed, reference } = await subscriptionOf(database.orm.em.fork(), subscriptionId)
    const paid = amount === undefined ? owed : parseAmount(amount, 'EUR')
    const { receiptId } = await run(now, em =>
      recordPayment(
        em,
        {
          bankReference: newId(),
          amount: paid,
          currency: 'EUR',
          receivedAt: at(now),
          remittance: reference,
          payer: null,
        },
        at(now),
      ),
    )
    return receiptId
  }

  const close = (offeringId: string, now = '2025-02-10') =>
    run(now, em => closeOffering(em, { offeringId }, at(now)))

  /** A project whose shares are held by these people: everybody bought, paid and was allotted. */
  async function funded(shares: Record<string, number>, contract: Partial<ContractTerms> = {}, all?: number) {
    const total = Object.values(shares).reduce((sum, each) => sum + each, 0)
    const made = await project(contract, all ?? total)
    const offeringId = await offering(made.classId, {
      shares: all ?? total,
      goalMode: 'keepWhatWasRaised',
      goal: 1000n,
    })
    const holders: Record<string, string> = {}
    for (const [name, count] of Object.entries(shares)) {
      holders[name] = await person(name)
      await pay(await order(offeringId, holders[name], count))
    }
    await close(offeringId)
    return { ...made, offeringId, holders }
  }

  /** Reports and approves an amount for one month and receives it; answers the moment at which that was done. */
  async function approved(
    projectId: string,
    period: string,
    amount: string,
    received = amount,
  ): Promise<Date> {
    const last = new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0))
    const periodEnd = last.toISOString().slice(0, 10)
    const now = new Date(last.getTime() + 4 * 86_400_000)
    const lines = [{ source: 'Sales', gross: EUR(amount), deduction: null, deductionLabel: null }]
    const report = { projectId, periodStart: `${period}-01`, periodEnd, lines, reporterId: newId() }
    const { reportId } = await run(now, em => reportRevenue(em, report, now))
    await run(now, em => approveRevenue(em, { reportId, approverId: newId() }, now))
    if (parseAmount(received, 'EUR') > 0n) await receive(projectId, received, now)
    return now
  }

  /** Money that arrives for a project. */
  async function receive(projectId: string, amount: string, when: string | Date): Promise<void> {
    const now = typeof when === 'string' ? at(when) : when
    const money = { amount: parseAmount(amount, 'EUR'), currency: 'EUR' as const, receivedAt: now }
    const receipt = { ...money, bankReference: newId(), remittance: '', payer: null }
    await run(now, em => receiveRevenue(em, { ...receipt, projectId }, now))
  }

  /** The report that a run of one month was made of. */
  async function reportOf(distributionId: string): Promise<string> {
    const [report] = await reportsOfDistribution(database.orm.em.fork(), distributionId)
    return report?.id ?? ''
  }

  /** One month from report to distribution. */
  async function month(
    projectId: string,
    period: string,
    amount: string,
    received = amount,
  ): Promise<string> {
    const now = await approved(projectId, period, amount, received)
    return (await run(now, em => distribute(em, { projectId }, now))).distributionId
  }

  return {
    run,
    person,
    project,
    offering,
    agree,
    order,
    pay,
    close,
    funded,
    approved,
    receive,
    reportOf,
    month,
  }
}
