import { expect, test } from '@jest/globals'
import { PASSWORD } from '../src/cli/demo/cast.ts'
import { Person } from '../src/cli/demo/client.ts'
import { giveRole } from '../src/cli/demo/stage.ts'
import { reportOnPack } from '../src/cli/pack-report.ts'
import { issueMissingPeriodicStatements } from '../src/jobs/issue-periodic-statements.ts'
import { paidAtOnce, sentBack } from './support/answers.ts'
import { done, step } from './support/changes.ts'
import { joinCrowd, orderAll } from './support/crowd.ts'
import {
  cents,
  closeMonths,
  euros,
  type Group,
  imported,
  payoutsOf,
  payRun,
  prepare,
  raise,
  receive,
  rejected,
  sent,
  taken,
} from './support/month.ts'
import { useServer } from './support/server.ts'

/** `npm run trials -- month` tells it with 5,000. */
const PAYEES = Number(process.env.PAYEES ?? 40)

/** Timing decides nothing: this only ends one that hangs. */
const LONGEST = 30 * 60_000

const REVENUE = BigInt(PAYEES) * 61_73n

const server = useServer({ starts: '2025-01-02T09:00:00Z' })
const ISSUERS_IBAN = 'DE89370400440532013000'
const EUR = (amount: string) => ({ amount, currency: 'EUR' })
const on = (instant: string) => server.clock.move?.(new Date(instant))

test(
  `the month of a finance officer with ${PAYEES} payees`,
  async () => {
    const staff = await server.staff()
    const join = (name: string) =>
      Person.join(server.url, {
        ...{ name, email: `${name.split(' ')[0]?.toLowerCase()}@x.example` },
        ...{ password: PASSWORD, language: 'en' as const },
      })
    const [issuer, cleo] = [await join('Iris Issuer'), await join('Cleo Cashier')]
    await giveRole(staff.admin, cleo, 'finance')
    const { projectId, offeringId } = await raise(staff, issuer, PAYEES)
    const people = await joinCrowd(server.database.orm, PAYEES, server.clock.now())
    const orders = await orderAll(server.database.orm, idOf(offeringId), people, server.clock.now())
    const raised = orders.reduce((sum, order) => sum + order.amount, 0n)

    // January: the crowd pays, and the offering closes.
    on('2025-01-12T09:00:00Z')
    const credits = orders.map(({ reference, amount, iban, name }, index) => ({
      ...{ amount: euros(amount), structured: reference, payer: { iban, name: xml(name) }, ref: `C${index}` },
    }))
    const paid = await imported(server, staff.finance, {
      opening: '0.00',
      closing: euros(raised),
      entries: credits,
    })
    expect(paid).toMatchObject({ ordersPaid: PAYEES, suspense: [] })
    on('2025-02-01T09:00:00Z')
    await step(staff.finance, 'closeOffering', 'offeringId', offeringId)

    // August: the issuer reports, finance approve, the money arrives and is distributed, tax withheld.
    on('2025-09-02T09:00:00Z')
    const { report } = await done<{ report: { id: string } }>(
      issuer,
      'reportRevenue',
      {
        ...{ idempotencyKey: 'august', projectId, periodStart: '2025-08-01', periodEnd: '2025-08-31' },
        lines: [{ source: 'Sales', gross: EUR(euros(REVENUE)) }],
      },
      '... on RevenueReportPayload { report { id } }',
    )
    await step(staff.approver, 'approveRevenue', 'reportId', report.id)
    const revenue = {
      amount: euros(REVENUE),
      text: 'Receipts of August',
      ref: 'R1',
      payer: { iban: ISSUERS_IBAN, name: 'Iris Issuer' },
    }
    const closing = euros(raised + REVENUE)
    expect(
      await imported(server, staff.finance, { opening: euros(raised), closing, entries: [revenue] }),
    ).toMatchObject({
      suspense: [{ count: 1 }],
    })
    await receive(staff.finance, projectId)
    await step(staff.finance, 'distribute', 'projectId', projectId)

    // Who is paid on Friday? One person prepares, one approves, and as it is a large sum a third sends the one file.
    const friday = '2025-09-05'
    const before = await payRun(staff.auditor, friday)
    const ready = before.groups.find(group => group.payee === 'holder' && group.code === 'READY') as Group
    // One share earns less than what is worth a transfer.
    expect(ready.payees).toBe((PAYEES / 5) * 4)
    const of = (payee: string) =>
      before.groups
        .filter(group => group.payee === payee)
        .reduce((sum, group) => sum + cents(group.amount), 0n)
    // 30 % of what each holder got, to half a cent for each of four levies: so much was withheld.
    const tenths = of('taxOffice') * 10n - (of('holder') + of('taxOffice')) * 3n
    expect((tenths < 0n ? -tenths : tenths) <= BigInt(PAYEES) * 20n && of('taxOffice') > 0n).toBe(true)
    const liability = before.totals.reduce((sum, total) => sum + cents(total.liability), 0n)
    expect(before.groups.reduce((sum, group) => sum + cents(group.amount), 0n)).toBe(liability)
    // All that came is owed: three fifths to the holders and, of theirs, to the tax office; a twentieth to the platform; the rest
    // to the issuer, who is owed what was raised, too. What no cent can be made of is the carry of the holders.
    const shared = of('holder') + of('taxOffice')
    expect(shared).toBeLessThanOrEqual((REVENUE * 3n) / 5n)
    expect(shared + BigInt(PAYEES)).toBeGreaterThan((REVENUE * 3n) / 5n)
    expect(liability).toBeLessThanOrEqual(raised + REVENUE)
    expect(liability + BigInt(PAYEES)).toBeGreaterThan(raised + REVENUE)
    const { batch } = await prepare(staff.finance, friday)
    expect(cents(batch.total)).toBe(cents(ready.amount))
    await step(staff.approver, 'approvePayouts', 'batchId', batch.id)
    const file = await taken(cleo, batch.id)
    expect(file).toMatchObject({ payouts: ready.payees, sum: batch.total, problems: [] })
    expect(Buffer.from(file.content, 'base64').toString()).toContain(
      `<CtrlSum>${batch.total.amount}</CtrlSum>`,
    )
    await sent(cleo, batch.id, file.sha256)

    // The bank's answers: one account is closed; the rest leaves as one sum, and one payout comes back on the next Tuesday.
    const [closed, unreachable] = await payoutsOf(staff.finance, batch.id)
    expect(closed).toBeDefined()
    await rejected(staff.finance, batch.id, closed.endToEndId)
    on('2025-09-05T20:00:00Z')
    const left = cents(batch.total) - cents(closed.amount)
    const lain = raised + REVENUE
    const carried = paidAtOnce(euros(left), 'D1', batch.id)
    const settled = { opening: euros(lain), closing: euros(lain - left), entries: [carried] }
    expect(await imported(server, staff.finance, settled)).toMatchObject({
      payoutsSettled: ready.payees - 1,
      debits: [],
      suspense: [],
    })
    on('2025-09-09T20:00:00Z')
    const back = sentBack(unreachable.amount.amount, 'B1', unreachable.endToEndId)
    const returned = {
      opening: euros(lain - left),
      closing: euros(lain - left + cents(unreachable.amount)),
      entries: [back],
    }
    expect(await imported(server, staff.finance, returned)).toMatchObject({
      payoutsReturned: 1,
      debits: [],
      suspense: [],
    })
    const after = await payRun(staff.auditor, '2025-10-06')
    expect(after.groups.find(group => group.code === 'RETURNED')).toMatchObject({
      payees: 2,
      amount: { amount: euros(cents(closed.amount) + cents(unreachable.amount)) },
    })

    // Reconcile to green: the bank says to the cent what the books say.
    type Account = { state: string; difference: { amount: string }; differences: unknown[] }
    const { reconciliation } = await staff.auditor.ask<{ reconciliation: Account[] }>(
      '{ reconciliation { state difference { amount } differences { kind amount { amount } } } }',
    )
    expect(reconciliation).toEqual([{ state: 'GREEN', difference: { amount: '0.00' }, differences: [] }])

    // October: the months are closed, every holder gets his statement, and the tax office its return.
    on('2025-10-03T09:00:00Z')
    await closeMonths(
      staff,
      Array.from({ length: 9 }, (_, month) => `2025-0${month + 1}`),
    )
    await staff.finance.ask(
      'mutation { closeStatementPeriod(period: "2025-09", idempotencyKey: "period") { __typename ... on Refusal { code message } } }',
    )
    await issueMissingPeriodicStatements(server.shop, server.clock.now())
    expect(await staff.finance.ask('{ statementPeriods { holders issued } }')).toEqual({
      statementPeriods: [{ holders: PAYEES, issued: PAYEES }],
    })
    const { taxReturn } = await staff.finance.ask<{ taxReturn: { total: object; posted: object } }>(
      '{ taxReturn(month: "2025-09") { dueOn total { amount } posted { amount } } }',
    )
    const withheld = { amount: euros(of('taxOffice')) }
    expect(taxReturn).toEqual({ dueOn: '2025-10-15', total: withheld, posted: withheld })
    await staff.finance.ask(
      'mutation { fileTaxReturn(month: "2025-09", idempotencyKey: "file") { __typename ... on Refusal { code message } } }',
    )

    // The auditor chooses 25 payments by a seed of his own, and verifies them without us: one altered byte is found.
    const { makeAuditPack: made } = await staff.auditor.ask<{
      makeAuditPack: { auditPack: { path: string; items: number } }
    }>(
      'mutation { makeAuditPack(seed: "dice: 4 1 6", count: 25, idempotencyKey: "pack") { ... on AuditPackPayload { auditPack { path items } } ... on Refusal { __typename code message } } }',
    )
    expect(made.auditPack.items).toBe(25)
    const response = await fetch(`${new URL(server.url).origin}${made.auditPack.path}`, {
      headers: { authorization: `Bearer ${await staff.auditor.token()}` },
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(reportOnPack(bytes).isSound).toBe(true)
    const middle = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    expect(reportOnPack(bytes).isSound).toBe(false)
  },
  LONGEST,
)

const idOf = (globalId: string) => globalId.split(':')[1] ?? ''
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
