import { releaseLine } from '../../../src/domain/dividends/levies/release-line.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { sendBackReport } from '../../../src/domain/dividends/revenue/send-back-report.ts'
import { issueStatements } from '../../../src/domain/dividends/statements/issue-statements.ts'
import { NOTHING, newId, PLATFORM } from '../../../src/domain/ids.ts'
import { takeCheckpoints } from '../../../src/domain/ledger/take-checkpoints.ts'
import { declareTaxResidence } from '../../../src/domain/parties/tax/declare-tax-residence.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, EUR, worldOf } from '../../support/world.ts'
import { plantAbroad } from './abroad-faults.ts'
import { plantSingle } from './adjustment-faults.ts'
import { plantAnswers } from './answer-faults.ts'
import { plantCertificates } from './certificate-faults.ts'
import { plantClosings } from './closing-faults.ts'
import { plantExports } from './export-faults.ts'
import { plantFilings } from './filing-faults.ts'
import { plantGifts } from './gift-faults.ts'
import { plantInvoices } from './invoice-faults.ts'
import { plantIssued } from './issued-faults.ts'
import { plantLife } from './life-faults.ts'
import { plantNotices } from './notice-faults.ts'
import { plantAlbum } from './planted-album.ts'
import { plantAppeal } from './planted-appeal.ts'
import { plantAttestations } from './planted-attestations.ts'
import { plantBank } from './planted-bank.ts'
import { plantCards } from './planted-cards.ts'
import { plantItems } from './planted-items.ts'
import { plantOffsets } from './planted-offsets.ts'
import { plantOldBooks } from './planted-old-books.ts'
import { plantPayouts } from './planted-payouts.ts'
import { plantReinvestment } from './planted-reinvestment.ts'
import { plantShop } from './planted-shop.ts'
import { plantStatements } from './planted-statements.ts'
import { plantTape } from './planted-tape.ts'
import { plantWaiting } from './planted-waiting.ts'
import { plantReconciliation } from './reconciliation-faults.ts'
import { plantGated } from './regime-faults.ts'
import { plantSuspension } from './suspension-faults.ts'

/** The ids of what stands in the world in which faults are planted. */
export type Planted = Awaited<ReturnType<typeof plantWorld>>

/** A fault: what is wrong in words, the statements that bring it about, and the check that must name it. */
export type Fault = [fault: string, plant: (world: Planted) => string, check: string]

/**
 * A world with every kind of fact: a film that was funded, with a withdrawn and an expired order and two runs that
 * leave fractions; a song whose first raise failed, whose second is open, and whose revenue waits; an
 * album under a contract with all that one may say; a tape with a line and a run that were taken back; money in suspense;
 * two reports of the bank; a shop of rewards, and a raise that was cut pro rata; card payments, and what
 * went back of them; a list of those who wait; an appeal that was made in two months, and a dividend that was reinvested; an
 * offering that was suspended for its sheet; a batch of payouts, and what was set off against others; a bank account that was
 * held against the books; statements on two months, one of them corrected; certificates of a year; notices; the books of
 * another platform.
 * offering that was suspended for its sheet; a batch of payouts; a bank account that was held against the books; statements on
 * two months, one of them corrected; a report on every run.
 */
export async function plantWorld(database: TestDatabase) {
  const world = worldOf(database)
  const [ann, bea, cid, label] = [
    await world.person('Ann'),
    await world.person('Bea'),
    await world.person('Cid'),
    await world.person('Label'),
  ]
  const people = { ann, bea, cid, label }
  for (const partyId of [ann, cid]) {
    await world.run('2025-01-05', em => declareTaxResidence(em, { ...DECLARED, partyId }, at('2025-01-05')))
  }
  const film = await plantFilm(world, people)
  const song = await plantSong(world, people)
  const album = await plantAlbum(world, people)
  const late = await plantRelease(world, { ...film, holder: bea })
  const tape = await plantTape(world, people)
  await world.run('2025-06-01', async em => {
    await takeCheckpoints(em, 1)
    return {}
  })
  const single = await plantSingle(world)
  const bank = await plantBank(world)
  const gated = await plantGated(world)
  const invoices = await plantInvoices(world, ann)
  const shop = await plantShop(world)
  const life = await plantLife(database)
  const cards = await plantCards(world)
  const waiting = await plantWaiting(world)
  const some = { ...people, film, song, album, late, tape, single, bank, gated }
  const items = await plantItems(database, world, shop)
  const appeal = await plantAppeal(database, world)
  const again = await plantReinvestment(database, world)
  const still = await plantSuspension(database)
  const payouts = await plantPayouts(database)
  const gifts = await plantGifts(world, ann)
  const issued = await plantIssued(database, world)
  await plantClosings(database, world)
  await plantFilings(world, ann)
  const offsets = await plantOffsets(database)
  await plantReconciliation(database, world)
  const periodic = await plantStatements(database, world, ann)
  const certificates = await plantCertificates(database, world, ann)
  await plantAttestations(database, world, tape.first)
  await plantNotices(database, world)
  await plantOldBooks(database)
  await plantAbroad(database, world)
  await plantAnswers(database, payouts)
  const exports = await plantExports(world)
  return {
    ...some,
    exports,
    certificates,
    gifts,
    issued,
    still,
    payouts,
    offsets,
    periodic,
    invoices,
    shop,
    life,
    cards,
    waiting,
    items,
    appeal,
    again,
  }
}

const DECLARED = { country: 'FR', provedOn: null, evidence: null, byFinance: false }

type World = ReturnType<typeof worldOf>
type People = Record<'ann' | 'bea' | 'cid' | 'label', string>

async function plantFilm(world: World, { ann, bea, cid, label }: People) {
  const { projectId, issuerId, classId } = await world.project(
    {
      partners: [{ code: 'label', name: 'Label', partyId: label }],
      tiers: [
        { name: 'Fee', takes: '0.15', split: [{ to: 'partner:label', ratio: '1' }] },
        {
          name: 'Rest',
          takes: '1',
          split: [
            { to: 'class:parts', ratio: '1/3' },
            { to: 'issuer', ratio: '1/6' },
            { to: 'platform', ratio: '1/2' },
          ],
        },
      ],
      unsold: 'toIssuer',
      levies: { income: 'dividend' },
    },
    21,
  )
  const offering = await world.offering(classId, {
    shares: 21,
    goalMode: 'keepWhatWasRaised',
    goal: 1000n,
  })
  const orders = { ann: await world.order(offering, ann, 6), bea: await world.order(offering, bea, 6) }
  const cids = await world.order(offering, cid, 2)
  for (const order of [orders.ann, orders.bea, cids]) await world.pay(order)
  const withdrawn = await world.order(offering, ann, 3)
  await world.pay(withdrawn)
  await world.run('2025-01-12', em =>
    withdraw(em, { subscriptionId: withdrawn, partyId: ann }, at('2025-01-12')),
  )
  await world.order(offering, bea, 4)
  await world.close(offering)
  const first = await world.month(projectId, '2025-03', '100.01')
  const second = await world.month(projectId, '2025-04', '33.34')
  const paper = {
    number: 'S-0000-0000-0001',
    language: 'en' as const,
    profileVersion: 1,
    sha256: 'a',
    figuresSha256: null,
    bytes: 1,
  }
  await world.run('2025-05-05', em =>
    issueStatements(em, [{ distributionId: first, holderId: ann, ...paper }], at('2025-05-05')),
  )
  return { id: projectId, issuer: issuerId, class: classId, offering, orders, withdrawn, first, second }
}

/** Of the two lines of somebody whose residence came late, one is released and one is still held. */
async function plantRelease(world: World, film: { second: string; class: string; holder: string }) {
  const { second: distributionId, class: classId, holder: holderId } = film
  await world.run('2025-05-10', em =>
    declareTaxResidence(em, { ...DECLARED, partyId: holderId }, at('2025-05-10')),
  )
  const release = { distributionId, classId, holderId }
  return (await world.run('2025-05-11', em => releaseLine(em, release, at('2025-05-11')))).levyReleaseId
}

async function plantSong(world: World, { ann, bea, cid }: People) {
  const { projectId, issuerId, classId } = await world.project()
  const failed = await world.offering(classId)
  await world.pay(await world.order(failed, ann, 3))
  await world.pay(await world.order(failed, bea, 2))
  await world.close(failed)
  const open = await world.offering(classId)
  const [paid, reserved] = [await world.order(open, cid, 4), await world.order(open, bea, 1)]
  const receipt = await world.pay(paid)
  await world.pay(reserved, '2025-01-12', '9.99')
  await world.pay(await world.order(open, bea, 1))
  await world.approved(projectId, '2025-03', '50.00')
  await plantCorrection(world, projectId)
  return { id: projectId, issuer: issuerId, failed, open, paid, receipt }
}

/** A report that was sent back, and its next revision, which waits. */
async function plantCorrection(world: World, projectId: string) {
  const now = '2025-05-04'
  const lines = [{ source: 'Sales', gross: EUR('7.00'), deduction: null, deductionLabel: null }]
  const april = { projectId, periodStart: '2025-04-01', periodEnd: '2025-04-30', lines, reporterId: newId() }
  const { reportId } = await world.run(now, em => reportRevenue(em, april, at(now)))
  const why = {
    reason: 'wrongAmount' as const,
    explanation: 'The fee is missing',
    line: 1,
    dueBy: '2025-05-10',
  }
  await world.run(now, em => sendBackReport(em, { reportId, approverId: newId(), ...why }, at(now)))
  await world.run(now, em => reportRevenue(em, april, at(now)))
}

/** The account of somebody (the platform's by itself), for a project or offering or for nothing in particular. */
export const account = (kind: string, owner = PLATFORM, scope = NOTHING): string =>
  `(select id from account where kind = '${kind}' and owner_id = '${owner}' and scope_id = '${scope}' and code <> 'card')`

/** The entry that books a fact. */
export const entry = (kind: string, fact: string): string =>
  `(select id from entry where kind = '${kind}' and fact_id = '${fact}')`

/** The entry that books the closure of an offering. */
export const closing = (kind: string, offering: string): string =>
  `(select entry.id from entry join offering_closure on offering_closure.id = fact_id
     where kind = '${kind}' and offering_id = '${offering}')`

/** The entry that books a receipt which was claimed for a project: as it came, or as it was claimed. */
export const receiptFor = (kind: string, target: string): string =>
  `(select entry.id from entry join receipt_claim on receipt_id = fact_id
     where kind = '${kind}' and target_id = '${target}' order by entry.id limit 1)`

/** What an entry booked on one account goes to another. */
export const repost = (of: string, from: string, to: string): string =>
  `update posting set account_id = ${to} where entry_id = ${of} and account_id = ${from}`

/** An entry moves `change` more, and still balances: from one account to the other. */
export const shift = (of: string, from: string, to: string, change: number | string): string => `
  update posting set amount = amount + ${change} where entry_id = ${of} and account_id = ${from};
  update posting set amount = amount - ${change} where entry_id = ${of} and account_id = ${to}`
