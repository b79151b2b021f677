import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { reportsToDistribute } from '../../../src/domain/dividends/revenue/reports.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { dividends, recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { type Case, type CaseReport, linesOf, simulate } from '../../../src/domain/dividends/run/simulate.ts'
import { playScenarios } from '../../../src/domain/dividends/simulation/play-scenarios.ts'
import { readScenarios } from '../../../src/domain/dividends/simulation/read-scenarios.ts'
import { newId } from '../../../src/domain/ids.ts'
import { parseAmount } from '../../../src/domain/money/money.ts'
import { useDatabase } from '../../support/database.ts'
import { expectExplained } from '../../support/explained.ts'
import { at, EUR, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

const FOLDER = new URL('../../../demo/cases/waterfall/', import.meta.url)
type CaseFile = Omit<Case, 'runs'> & { name: string; runs: (Case['runs'][number] & { repeat?: number })[] }
const files = readdirSync(FOLDER)
  .map(name => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as CaseFile)
  .filter(file => file.runs.every(run => run.repeat === undefined))
  // Returns are reported by adjustments, not by hand.
  .filter(file => !JSON.stringify(file.runs).includes('"gross":"-'))

describe('a real run gives the same cents as the simulated one, and each line explains itself:', () => {
  test.each(files.map(file => [file.name, file] as const))('%s', async (_name, file) => {
    const { projectId, names } = await staged(file)
    const real = []
    for (const run of file.runs) {
      const distributionId = await distributed(projectId, run.reports)
      if (distributionId === null) continue
      real.push(await readBack(distributionId, names))
      await expectExplained(database, distributionId)
    }
    const simulated = simulate(file).map(run => ({
      recipients: run.recipients.map(line => [
        line.recipient,
        line.exact.toFraction(),
        line.amount,
        line.carry,
      ]),
      lines: run.pools
        .flatMap(pool =>
          [...linesOf(run, pool.classId)].map(([name, line]) => [name, line.amount, line.carry]),
        )
        .toSorted(byName),
    }))
    expect(real).toEqual(simulated)
    expect(totalsOf(real)).toEqual(scenarioOf(file))
  })
})

type RealRun = Awaited<ReturnType<typeof readBack>>

/** What each recipient and each holder got of all real runs together. */
function totalsOf(runs: readonly RealRun[]): Record<string, bigint> {
  const totals: Record<string, bigint> = {}
  const add = (name: string | undefined, amount: bigint) => {
    totals[name ?? ''] = (totals[name ?? ''] ?? 0n) + amount
  }
  for (const { recipients, lines } of runs) {
    for (const [recipient, , amount] of recipients) add(recipient, amount)
    for (const [name, amount] of lines) add(name, amount)
  }
  return totals
}

/** The same of the simulator's answer, which knows the case as a file of scenarios. */
function scenarioOf(file: CaseFile): Record<string, bigint> {
  const [, played] = playScenarios(readScenarios(file)).scenarios
  const holders = played?.classes.flatMap(each => each.holders) ?? []
  return Object.fromEntries([
    ...(played?.recipients ?? []).map(({ recipient, amount }) => [recipient, amount]),
    ...holders.map(({ name, back }) => [name, back]),
  ])
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) => (String(a) < String(b) ? -1 : 1)

/** A project under the contract of a case, its shares bought by its holders at what they paid in. */
async function staged({ contract, classes }: CaseFile) {
  const partners = []
  for (const partner of contract.partners)
    partners.push({ ...partner, partyId: await world.person(partner.name) })
  const [held] = classes
  if (held === undefined) throw new Error('A case has a class')
  const { projectId, classId } = await world.project(
    { ...contract, partners, currency: 'EUR', unsignedUpTo: '100000000.00' },
    held.shares,
    held.code,
  )
  const names = new Map<string, string>()
  for (const { name, shares, paidIn } of held.holders) {
    const partyId = await world.person(name)
    names.set(partyId, name)
    const offeringId = await world.offering(classId, {
      shares,
      sharePrice: parseAmount(paidIn, 'EUR') / BigInt(shares),
      goalMode: 'none',
      goal: null,
      // A case may pay the members nothing: what they hold is a share of the capital.
      entitlements: [{ gives: 'capital' }],
      opensAt: at('2000-01-01'),
      closesAt: at('2000-02-01'),
      paymentDueAt: at('2000-02-01'),
    })
    await world.pay(await world.order(offeringId, partyId, shares, '2000-01-02'), '2000-01-03')
    await world.close(offeringId, '2000-02-10')
  }
  return { projectId, names }
}

/** Reports, approves, receives and distributes; null when together nothing or less came in. */
async function distributed(projectId: string, reports: readonly CaseReport[]): Promise<string | null> {
  let received = 0n
  const days = reports.map(report => report.periodEnd).toSorted()
  const now = new Date(`${days.at(-1)}T12:00:00Z`)
  now.setUTCDate(now.getUTCDate() + 5)
  for (const { periodEnd, lines } of reports) {
    const input = lines.map(({ category = null, gross, deduction = null, units = 0 }) => {
      received += parseAmount(gross, 'EUR') - parseAmount(deduction ?? '0', 'EUR')
      const deducted = deduction === null ? null : EUR(deduction)
      return {
        source: 'Sales',
        category,
        units: BigInt(units),
        gross: EUR(gross),
        deduction: deducted,
        deductionLabel: null,
      }
    })
    const report = { projectId, periodStart: periodEnd, periodEnd, lines: input, reporterId: newId() }
    const { reportId } = await world.run(now, tx => reportRevenue(tx, report, now))
    await world.run(now, tx => approveRevenue(tx, { reportId, approverId: newId() }, now))
  }
  const waits = await database.orm.em.fork().transactional(tx => netWaiting(tx, projectId))
  if (received > 0n) {
    const money = { amount: waits, currency: 'EUR' as const, receivedAt: now, bankReference: newId() }
    await world.run(now, tx => receiveRevenue(tx, { ...money, remittance: '', payer: null, projectId }, now))
  }
  if (waits <= 0n) return null
  return (await world.run(now, tx => distribute(tx, { projectId }, now))).distributionId
}

async function netWaiting(tx: Parameters<typeof reportsToDistribute>[0], projectId: string): Promise<bigint> {
  return (await reportsToDistribute(tx, projectId)).reduce((total, report) => total + report.net, 0n)
}

async function readBack(distributionId: string, names: ReadonlyMap<string, string>) {
  const recipients = await recipientsOf(em(), distributionId)
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  return {
    recipients: recipients.map(line => [line.recipient, line.exact, line.amount, line.carry] as const),
    lines: lines.map(line => [names.get(line.holderId), line.gross, line.carry] as const).toSorted(byName),
  }
}
