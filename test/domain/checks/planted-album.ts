import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../src/domain/ids.ts'
import { parseAmount } from '../../../src/domain/money/money.ts'
import type { Tier } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { at, EUR, type worldOf } from '../../support/world.ts'

const TIERS: Tier[] = [
  {
    name: 'Tickets',
    perUnit: '0.10',
    categories: ['live'],
    accrue: true,
    split: [{ to: 'platform', ratio: '1' }],
  },
  {
    name: 'Preferred return',
    group: 'first',
    upTo: {
      interest: {
        class: 'parts',
        rate: '0.12',
        dayCount: 'actual/365',
        from: '2025-02-28',
        compounds: 'monthly',
      },
    },
    split: [{ to: 'class:parts', ratio: '1' }],
  },
  {
    name: 'Advance',
    group: 'first',
    accrue: true,
    upTo: { amount: '90.00' },
    split: [{ to: 'partner:label', ratio: '1' }],
  },
  {
    name: 'Recoupment',
    upTo: { counts: 'class:parts', raised: { class: 'parts', times: '1' } },
    split: [
      { to: 'class:parts', ratio: '0.9' },
      { to: 'issuer', ratio: '0.1' },
    ],
  },
  {
    name: 'Catch-up',
    upTo: { catchUp: { to: 'issuer', ratio: '0.2', with: ['Recoupment'] } },
    split: [{ to: 'issuer', ratio: '1' }],
  },
  {
    name: 'Rest',
    split: [
      { to: 'issuer', ratio: '1/3' },
      { to: 'platform', ratio: '2/3' },
    ],
  },
]

/** What came in per month: records, then concerts with the tickets sold. */
const MONTHS = [
  { end: '2025-03-31', records: '60.00', live: '15.00', tickets: 40n },
  { end: '2025-04-30', records: '50.00', live: '10.00', tickets: 200n },
  { end: '2025-05-31', records: '140.00', live: '8.00', tickets: 10n },
]

/**
 * An album under a contract with all that a contract may say: amounts per unit, lenders side by side, a preferred
 * return, recoupment, a catch-up, a cap that is reached in the third run, share-days. Answers its three runs in order.
 */
export async function plantAlbum(
  world: ReturnType<typeof worldOf>,
  { ann, bea, cid, label }: Record<'ann' | 'bea' | 'cid' | 'label', string>,
) {
  const { projectId, classId } = await world.project(
    {
      partners: [{ code: 'label', name: 'Label', partyId: label }],
      tiers: TIERS,
      caps: [{ class: 'parts', times: '0.6' }],
      weights: { by: 'shareDays' },
    },
    14,
  )
  const offering = await world.offering(classId, { shares: 14, goalMode: 'none', goal: null })
  for (const [holder, shares] of [[ann, 6] as const, [bea, 6] as const, [cid, 2] as const])
    await world.pay(await world.order(offering, holder, shares))
  await world.close(offering)
  const runs: string[] = []
  for (const month of MONTHS) runs.push(await played(world, projectId, month))
  const [first = '', second = '', third = ''] = runs
  return { id: projectId, class: classId, first, second, third }
}

async function played(
  world: ReturnType<typeof worldOf>,
  projectId: string,
  { end, records, live, tickets }: (typeof MONTHS)[number],
): Promise<string> {
  const now = new Date(at(end).getTime() + 4 * 86_400_000)
  const nothing = { deduction: null, deductionLabel: null }
  const lines = [
    { source: 'Records', gross: EUR(records), ...nothing },
    { source: 'Concerts', category: 'live', units: tickets, gross: EUR(live), ...nothing },
  ]
  const period = { periodStart: `${end.slice(0, 7)}-01`, periodEnd: end }
  const { reportId } = await world.run(now, em =>
    reportRevenue(em, { projectId, ...period, lines, reporterId: newId() }, now),
  )
  await world.run(now, em => approveRevenue(em, { reportId, approverId: newId() }, now))
  const amount = parseAmount(records, 'EUR') + parseAmount(live, 'EUR')
  const receipt = { amount, currency: 'EUR' as const, receivedAt: now, bankReference: newId() }
  await world.run(now, em => receiveRevenue(em, { ...receipt, remittance: '', payer: null, projectId }, now))
  return (await world.run(now, em => distribute(em, { projectId }, now))).distributionId
}
