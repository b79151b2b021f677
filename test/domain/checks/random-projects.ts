import type { EntityManager } from '@mikro-orm/postgresql'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Orm } from '../../../src/database/orm.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { writeReport } from '../../../src/domain/dividends/revenue/write-report.ts'
import { requestReversal } from '../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { dividends } from '../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../src/domain/ids.ts'
import { lockProject } from '../../../src/domain/offerings/lock-project.ts'
import { openProject } from '../../../src/domain/offerings/open-project.ts'
import { classesOf } from '../../../src/domain/offerings/projects.ts'
import { proposeContract } from '../../../src/domain/offerings/propose-contract.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../../src/domain/offerings/publish-offering.ts'
import { signContract } from '../../../src/domain/offerings/sign-contract.ts'
import type { ContractTerms } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { addParty } from '../../../src/domain/parties/people/register-party.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { closeOffering } from '../../../src/domain/shares/closing/close-offering.ts'
import { subscribe } from '../../../src/domain/shares/orders/subscribe.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { at, TERMS, worldOf } from '../../support/world.ts'
import { CATEGORIES, CLASSES, contract } from './random-contracts.ts'

const FORESEEN = 60
const shares = fc.integer({ min: 0, max: 6 })

/** Of the gross a part is deducted in percent; a return is negative and nothing is deducted from it. */
const line = fc.record({
  category: fc.constantFrom(null, ...CATEGORIES),
  units: fc.integer({ min: -4, max: 40 }),
  gross: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3000 }) },
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: -900, max: -1 }),
  ),
  percent: fc.constantFrom(0, 0, 15, 33),
})

/** Both halves of a month are reported, or the month as a whole. */
const month = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })

/**
 * A project to be played: its contract, perhaps a later one, who buys how many shares of each class in a first and a
 * second raise, what is handed on, what comes in month by month, and what is taken back.
 */
export const project = fc.record({
  contract,
  amended: fc.option(contract, { nil: null, freq: 4 }),
  first: fc.array(fc.tuple(shares, shares), { minLength: 2, maxLength: 5 }),
  second: fc.array(fc.tuple(shares, shares), { minLength: 1, maxLength: 5 }),
  transfers: fc.array(
    fc.record({
      month: fc.integer({ min: 1, max: 5 }),
      from: fc.nat(4),
      to: fc.nat(4),
      // Never before the record date of the month before: a register is not changed after the fact.
      day: fc.integer({ min: 8, max: 28 }),
    }),
    { maxLength: 3 },
  ),
  months: fc.array(month, { minLength: 2, maxLength: 5 }),
  /** After which months the latest run is taken back, or this line of it. */
  reversals: fc.array(
    fc.record({
      month: fc.integer({ min: 1, max: 5 }),
      line: fc.option(fc.nat(9), { nil: null }),
    }),
    { maxLength: 4 },
  ),
})

export type RandomProject = typeof project extends fc.Arbitrary<infer T> ? T : never
type World = ReturnType<typeof worldOf>
type Stage = { projectId: string; partyId: string; people: string[]; classIds: string[] }

const MONTHS = ['2025-02', '2025-03', '2025-04', '2025-05', '2025-06']

/**
 * Plays a project by the verbs of real ones and answers how many runs there were. What a verb refuses waits for the
 * next month, as it would in life.
 */
export async function play(orm: Orm, plan: RandomProject): Promise<number> {
  const world = worldOf({ orm })
  const stage = await world.run('2024-12-01', em => staged(em, plan))
  await world.run('2025-01-10', em => raise(em, stage, plan.first, '2025-01'))
  let runs = 0
  for (const [index, reports] of plan.months.entries()) {
    const name = MONTHS[index] as string
    if (index === 1) await world.run('2025-03-10', em => raise(em, stage, plan.second, '2025-03'))
    if (index === 3 && plan.amended !== null) {
      const { amended } = plan
      await world.run('2025-05-02', em => sign(em, stage, amended))
    }
    const transfers = plan.transfers.filter(({ month }) => month === index + 1)
    for (const each of transfers.toSorted((one, other) => one.day - other.day)) {
      const { from, to, day } = each
      const when = at(`${name}-${String(day).padStart(2, '0')}`)
      await world.run(when, em => handOn(em, stage, { from, to }, when))
    }
    const now = await report(world, stage, name, reports)
    const distributionId = await tryToRun(world, stage, now)
    if (distributionId === null) continue
    runs++
    for (const { line } of plan.reversals.filter(({ month }) => month === index + 1)) {
      await tryToReverse(world, { distributionId, line }, new Date(now.getTime() + 3_600_000))
    }
  }
  return runs
}

async function staged(em: EntityManager, plan: RandomProject): Promise<Stage> {
  const person = (name: string) => addParty(em, { kind: 'person', name, language: 'en' })
  const [issuerId, partyId] = [await person('Issuer'), await person('Label')]
  const people: string[] = []
  for (const _ of Array(5)) people.push(await person('Holder'))
  const classes = CLASSES.map(code => ({ code, name: code, shares: FORESEEN }))
  const opening = { name: 'Random', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes }
  const { projectId } = await openProject(em, opening)
  const classIds = (await classesOf(em, projectId)).map(each => each.id)
  const stage = { projectId, partyId, people, classIds }
  await sign(em, stage, plan.contract)
  const money = { amount: 100_000_00n, currency: 'EUR' as const, receivedAt: at('2024-12-05') }
  const receipt = { ...money, bankReference: newId(), remittance: '', payer: null, projectId }
  await receiveRevenue(em, receipt, at('2024-12-05'))
  return stage
}

async function sign(em: EntityManager, { projectId, partyId }: Stage, terms: ContractTerms) {
  const partners = terms.partners.map(each => ({ ...each, partyId }))
  const { contractId } = await proposeContract(em, { projectId, terms: { ...terms, partners } })
  return signContract(em, { contractId, signerId: newId() }, at('2024-12-02'))
}

/** Everybody orders, pays and is allotted; of the first class at least one share is sold. */
async function raise(em: EntityManager, stage: Stage, orders: RandomProject['first'], month: string) {
  const dates = {
    opensAt: at(`${month}-01`),
    closesAt: at(`${month}-18`),
    paymentDueAt: at(`${month}-18`),
  }
  for (const [turn, classId] of stage.classIds.entries()) {
    // A share of the capital: the tiers of a random contract may pay a class nothing.
    const goal = { goalMode: 'none' as const, goal: null, entitlements: [{ gives: 'capital' as const }] }
    const terms = { ...TERMS, ...dates, shares: 30, ...goal }
    const { offeringId } = await proposeOffering(em, { classId, terms })
    await publishOffering(em, { offeringId, approverId: newId() }, at('2024-12-04'))
    for (const [index, wanted] of orders.entries()) {
      const count = Math.max(wanted[turn] ?? 0, index === 0 && turn === 0 ? 1 : 0)
      if (count > 0)
        await buy(em, { offeringId, partyId: stage.people[index] as string, shares: count }, month)
    }
    await closeOffering(em, { offeringId }, at(`${month}-28`))
  }
  return { projectId: stage.projectId }
}

async function buy(em: EntityManager, order: Parameters<typeof subscribe>[1], month: string) {
  const { subscriptionId } = await subscribe(em, order, at(`${month}-10`))
  const { amount, reference } = await subscriptionOf(em, subscriptionId)
  const paid = { amount, currency: 'EUR' as const, remittance: reference, payer: null }
  const receivedAt = at(`${month}-11`)
  await recordPayment(em, { ...paid, bankReference: newId(), receivedAt }, receivedAt)
}

/** Half of what somebody holds of the first class goes to somebody else, with what was paid in for it. */
async function handOn(em: EntityManager, stage: Stage, pair: { from: number; to: number }, when: Date) {
  const { people, classIds, projectId } = stage
  const [giver, taker, classId] = [people[pair.from], people[pair.to], classIds[0]]
  await sql`
    insert into lot (id, class_id, giver_id, taker_id, shares, paid_in, occurred_at)
    select gen_random_uuid(), ${classId}, ${giver}, ${taker}, held, 1000 * held, ${when}
      from (select (sum(case when taker_id = ${giver} then shares else -shares end) + 1) / 2 as held
              from lot where class_id = ${classId} and ${giver} in (taker_id, giver_id)
               and occurred_at < ${when}) as holding
     where held > 0 and ${giver}::uuid <> ${taker}::uuid`.execute(sqlOf(em))
  return { projectId }
}

async function report(world: World, stage: Stage, month: string, reports: RandomProject['months'][number]) {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
  const now = new Date(last.getTime() + 4 * 86_400_000)
  const end = last.toISOString().slice(0, 10)
  const halves = [
    [`${month}-01`, `${month}-15`],
    [`${month}-16`, end],
  ]
  const periods = reports.length === 1 ? [[`${month}-01`, end]] : halves
  await world.run(now, async em => {
    const row = await lockProject(em, stage.projectId)
    for (const [index, lines] of reports.entries()) {
      const [periodStart = '', periodEnd = ''] = periods[index] ?? []
      const written = { periodStart, periodEnd, revision: 1, correctsId: null }
      const sent = { ...written, reporterId: newId(), lines: lines.map(lineOf) }
      const { reportId } = await writeReport(em, row, sent, now)
      await approveRevenue(em, { reportId, approverId: newId() }, now)
    }
    return { projectId: stage.projectId }
  })
  return new Date(now.getTime() + 2 * 86_400_000)
}

function lineOf({ category, units, gross, percent }: RandomProject['months'][number][number][number]) {
  const deduction = gross > 0 ? BigInt(Math.floor((gross * percent) / 100)) : 0n
  const figures = { units: BigInt(units), gross: BigInt(gross), deduction }
  return { source: 'Sales', category, ...figures, deductionLabel: null }
}

async function tryToRun(world: World, { projectId }: Stage, now: Date): Promise<string | null> {
  try {
    return (await world.run(now, em => distribute(em, { projectId }, now))).distributionId
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}

/** A line may have been taken back before, and then its run cannot be taken back as a whole. */
async function tryToReverse(
  world: World,
  { distributionId, line: place }: { distributionId: string; line: number | null },
  now: Date,
): Promise<void> {
  const asked = { distributionId, reason: 'At random', requesterId: newId() }
  try {
    await world.run(now, async em => {
      const lines = place === null ? [] : await dividends(em, { distributionIds: [distributionId] })
      const line = lines[(place ?? 0) % Math.max(lines.length, 1)] ?? null
      const { requestId } = await requestReversal(em, { ...asked, line }, now)
      return reverseDistribution(em, { requestId, approverId: newId() }, now)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
