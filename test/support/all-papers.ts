import { sqlOf } from '../../src/database/sql.ts'
import { readBankFile } from '../../src/documents/camt/read-bank-file.ts'
import { creditInvoice } from '../../src/domain/billing/credit-invoice.ts'
import { invoiceService } from '../../src/domain/billing/invoice-service.ts'
import { closeStatementPeriod } from '../../src/domain/dividends/periods/close-statement-period.ts'
import { requestStatementCorrection } from '../../src/domain/dividends/periods/request-statement-correction.ts'
import { newId } from '../../src/domain/ids.ts'
import { changeProfile } from '../../src/domain/parties/people/change-profile.ts'
import { declareTaxResidence } from '../../src/domain/parties/tax/declare-tax-residence.ts'
import { debitsPage } from '../../src/domain/payments/bank/bank-debits.ts'
import { settleLegs } from '../../src/domain/payments/payouts/settle-legs.ts'
import { importBankReport } from '../../src/domain/shares/bank/import-bank-report.ts'
import { issueMissingAttestations } from '../../src/jobs/issue-attestations.ts'
import { issueMissingInvoicePapers } from '../../src/jobs/issue-invoice-papers.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'
import { issueMissingStatements } from '../../src/jobs/issue-statements.ts'
import { endingIn } from '../domain/dividends/endings/loan-world.ts'
import { changedApril } from './april-in-dollars.ts'
import { bankFile } from './bank-files.ts'
import { certified } from './certificates-of-house.ts'
import { certify } from './certified-house.ts'
import { closeBooks } from './closing-books.ts'
import { donorsOf } from './gifts-of-house.ts'
import {
  attestationOf,
  certificateOf,
  type IssuedPaper,
  invoicePaper,
  periodicOf,
  periodicPapers,
  receiptOf,
  statementOf,
  traceOf,
} from './issued-papers.ts'
import { payingOf } from './paying.ts'
import type { TestServer } from './server.ts'
import { at } from './world.ts'

/** One paper of each kind by its name, and who and what they are about. */
export type AllPapers = {
  papers: Record<PaperName, IssuedPaper>
  /** The runs of March and April, which withhold levies; their holders; and who lost with a project that was wound up. */
  runs: [march: string, april: string]
  ann: string
  bea: string
  cid: string
  gil: string
  /** The run of Gil's project. */
  lostRun: string
  issuer: string
  invoices: [commission: string, service: string, credit: string]
}

/** The kinds of paper that are issued, those that differ by language or by what is known apart. */
export const PAPER_NAMES = [
  'the statement of a run',
  'the statement of a run, in French',
  'the statement of a run whose levies are not known',
  'the statement of a period',
  'the statement of a period, corrected, in French',
  'the certificate of a year',
  'the certificate of a year, in French',
  'the receipt for gifts',
  'the receipt for gifts, in French',
  'the invoice of a commission',
  'the invoice of services',
  'the credit note',
  'the loss certificate',
  'the certificate of shares',
  'the certificate of shares, in French',
  'the report on a run',
  'the report on a run, in French',
  'the report on a run whose revenue was converted',
  'the trace in a pack',
  'the trace in a pack, in French',
] as const
export type PaperName = (typeof PAPER_NAMES)[number]

/** The period that is stated, with its first and last day. */
export const QUARTER = { name: '2025-Q2', from: '2025-04-01', to: '2025-06-30' }

const TERMS = {
  tiers: [
    {
      name: 'Receipts',
      takes: '1',
      split: [
        { to: 'class:parts' as const, ratio: '0.60' },
        { to: 'issuer' as const, ratio: '0.35' },
        { to: 'platform' as const, ratio: '0.05' },
      ],
    },
  ],
  levies: { income: 'dividend' as const },
}

/**
 * Lets everything happen of which papers are issued, and issues them. Ann holds 3 of 6 shares of 10.00, Bea 2 and Cid 1;
 * of Cid nobody knows where he is taxed. They get 60 % of 1,234.57 in March and of 333.33 in April, which are
 * 416.66 dollars; what Ann and Bea have of March is paid out. Gil has 2 of 3 shares of a project that is wound up.
 */
export async function papersOf(server: TestServer): Promise<AllPapers> {
  const { database, shop } = server
  const paying = payingOf(database)
  const { world } = paying
  const made = await world.funded({ Ann: 3, Bea: 2, Cid: 1 }, TERMS)
  const [ann, bea, cid] = ['Ann', 'Bea', 'Cid'].map(name => made.holders[name] ?? '') as [
    string,
    string,
    string,
  ]
  for (const partyId of [ann, bea]) {
    const residence = { partyId, country: 'FR', provedOn: null, evidence: null, byFinance: true }
    await world.run('2025-02-15', em => declareTaxResidence(em, residence, at('2025-02-15')))
  }
  await world.run('2025-02-15', em => changeProfile(em, { partyId: bea, language: 'fr' }))
  const march = await world.month(made.projectId, '2025-03', '1234.57')
  for (const id of [ann, bea]) await paying.known(id, '2025-04-06')
  await paidOut(paying, '2025-04-30')
  const april = await changedApril(database, made.projectId)
  const lost = await lostBy(server)
  const billed = await bill(server, made.issuerId)

  const now = at('2026-01-20')
  await issueMissingStatements(shop, now)
  await issueMissingAttestations(shop, now)
  await closeBooks(world, database, '2025-06')
  const { periodId } = await world.run(now, em =>
    closeStatementPeriod(em, { period: QUARTER.name, closerId: newId() }, now),
  )
  await issueMissingPeriodicStatements(shop, now)
  await issueMissingInvoicePapers(shop, now)
  const statement = (run: string, holder: string) => statementOf(server, run, holder)
  // Before Bea is called otherwise: what was issued keeps the name.
  const statements = [await statement(march, ann), await statement(april, bea), await statement(march, cid)]
  const certificates = await certified(server, [ann, bea])
  const donors = await donorsOf(server)
  await correct(server, { periodId, holderId: bea })

  const shares = async (holderId: string) => {
    await certify(server, 'shares', { subjectId: made.classId, holderId }, at('2026-01-21'))
    return certificateOf(server, 'shares', { subjectId: made.classId, holderId })
  }
  const loss = { subjectId: lost.projectId, holderId: lost.gil }
  await certify(server, 'loss', loss, at('2026-01-21'))
  const [commission, service, credit] = await Promise.all(billed.map(id => invoicePaper(server, id)))
  return {
    papers: {
      'the statement of a run': statements[0] as IssuedPaper,
      'the statement of a run, in French': statements[1] as IssuedPaper,
      'the statement of a run whose levies are not known': statements[2] as IssuedPaper,
      'the statement of a period': await periodicOf(server, periodId, ann),
      'the statement of a period, corrected, in French': await periodicOf(server, periodId, bea),
      'the certificate of a year': certificates[0] as IssuedPaper,
      'the certificate of a year, in French': certificates[1] as IssuedPaper,
      'the receipt for gifts': await receiptOf(server, donors[0] ?? '', 2025),
      'the receipt for gifts, in French': await receiptOf(server, donors[1] ?? '', 2025),
      'the invoice of a commission': commission as IssuedPaper,
      'the invoice of services': service as IssuedPaper,
      'the credit note': credit as IssuedPaper,
      'the loss certificate': await certificateOf(server, 'loss', loss),
      'the certificate of shares': await shares(ann),
      'the certificate of shares, in French': await shares(bea),
      'the report on a run': await attestationOf(server, march),
      'the report on a run, in French': await attestationOf(server, lost.run),
      'the report on a run whose revenue was converted': await attestationOf(server, april),
      'the trace in a pack': await traceOf(server, 'en', ann),
      'the trace in a pack, in French': await traceOf(server, 'fr', ann),
    },
    ...{
      runs: [march, april],
      ann,
      bea,
      cid,
      gil: lost.gil,
      lostRun: lost.run,
      issuer: made.issuerId,
      invoices: billed,
    },
  }
}

/** Prepares, approves and sends what is payable, and the bank carries it out in one sum. */
async function paidOut(
  { world, em, openBank, sent }: ReturnType<typeof payingOf>,
  now: string,
): Promise<void> {
  await openBank()
  const { legs } = await sent('2025-05-05', now)
  const total = legs.reduce((sum, leg) => sum + leg.amount, 0n)
  const amount = `${total / 100n}.${`${total % 100n}`.padStart(2, '0')}`
  const entries = [{ amount, ref: 'D', side: 'DBIT' as const }]
  const file = { from: '2025-05-05', until: '2025-05-05', opening: amount, closing: '0.00', entries }
  const report = readBankFile(Buffer.from(bankFile(file)))
  const day = '2025-05-05T20:00:00Z'
  await world.run(day, tx => importBankReport(tx, { ...report, sha256: 'a'.repeat(64) }, at(day)))
  const debitId = (await debitsPage(em(), { limit: 10, inverted: false }))[0]?.id ?? ''
  const endToEndIds = legs.map(leg => leg.endToEndId)
  await world.run(day, tx => settleLegs(tx, { endToEndIds, debitId }, at(day)))
}

/** A project that gave 15.00 back of the 30.00 that was put in, and was wound up. */
async function lostBy({ database }: TestServer): Promise<{ projectId: string; gil: string; run: string }> {
  const { world, record, approve } = endingIn(database)
  const { projectId, issuerId, holders } = await world.funded({ Gil: 2, Hal: 1 })
  await world.run('2025-02-15', em => changeProfile(em, { partyId: issuerId, language: 'fr' }))
  const run = await world.month(projectId, '2025-03', '50.00')
  await record(projectId, 'insolvency', '2025-09-01')
  await approve(await record(projectId, 'windUp', '2025-11-15'))
  return { projectId, gil: holders.Gil ?? '', run }
}

/** The invoice of the closing, one of services, and a credit note on a part of that. */
async function bill({ database }: TestServer, buyerId: string): Promise<AllPapers['invoices']> {
  const { run } = payingOf(database).world
  const lines = [
    { kind: 'service' as const, label: 'A video', net: 100_000n },
    { kind: 'paymentCost' as const, label: 'Card fees', net: 105n },
  ]
  const input = { buyerId, currency: 'EUR' as const, vatRatio: null, lines }
  const { invoiceId } = await run('2025-03-03', em => invoiceService(em, input, at('2025-03-03')))
  const credit = { invoiceId, net: 20_105n, reason: 'No second take' }
  const back = await run('2025-03-04', em => creditInvoice(em, credit, at('2025-03-04')))
  const { id } = await sqlOf(database.orm.em.fork())
    .selectFrom('invoice')
    .select('id')
    .where('buyerId', '=', buyerId)
    .where('kind', '=', 'commission')
    .executeTakeFirstOrThrow()
  return [id, invoiceId, back.invoiceId]
}

/** The holder has another name by now, and asks for his paper in it. */
async function correct(
  { database, shop }: TestServer,
  { periodId, holderId }: { periodId: string; holderId: string },
): Promise<void> {
  const { run } = payingOf(database).world
  const [paper] = await periodicPapers({ database }, periodId, holderId)
  await run('2026-01-21', em => changeProfile(em, { partyId: holderId, name: 'Béatrice Durand' }))
  const asked = { statementId: paper?.id ?? '', reason: 'She is called otherwise', requesterId: newId() }
  await run('2026-01-21', em => requestStatementCorrection(em, asked, at('2026-01-21')))
  await issueMissingPeriodicStatements(shop, at('2026-01-21'))
}
