import { expect } from '@jest/globals'
import { PASSWORD } from '../../src/cli/demo/cast.ts'
import { Person } from '../../src/cli/demo/client.ts'
import { giveRole, type Staff } from '../../src/cli/demo/stage.ts'
import { done, step } from './changes.ts'
import { joinCrowd, orderAll } from './crowd.ts'
import { euros, imported, raise, receive } from './month.ts'
import type { TestServer } from './server.ts'

/* What happened before the month that is told. */

const ISSUERS_IBAN = 'DE89370400440532013000'

/** A crowd of so many that has paid for its shares by February, and who pays it. `raised`: what lies on the bank account. */
export async function beginYear(server: TestServer, payees: number) {
  const staff = await server.staff()
  const join = (name: string) =>
    Person.join(server.url, {
      ...{ name, email: `${name.split(' ')[0]?.toLowerCase()}@x.example` },
      ...{ password: PASSWORD, language: 'en' as const },
    })
  const [issuer, cleo] = [await join('Iris Issuer'), await join('Cleo Cashier')]
  await giveRole(staff.admin, cleo, 'finance')
  const { projectId, offeringId } = await raise(staff, issuer, payees)
  const people = await joinCrowd(server.database.orm, payees, server.clock.now())
  const orders = await orderAll(server.database.orm, idOf(offeringId), people, server.clock.now())
  const raised = orders.reduce((sum, order) => sum + order.amount, 0n)
  server.clock.move?.(new Date('2025-01-12T09:00:00Z'))
  const entries = orders.map(({ reference, amount, iban, name }, index) => ({
    ...{ amount: euros(amount), structured: reference, payer: { iban, name: xml(name) }, ref: `C${index}` },
  }))
  const paid = await imported(server, staff.finance, { opening: '0.00', closing: euros(raised), entries })
  expect(paid).toMatchObject({ ordersPaid: payees, suspense: [] })
  server.clock.move?.(new Date('2025-02-01T09:00:00Z'))
  await step(staff.finance, 'closeOffering', 'offeringId', offeringId)
  return { staff, cleo, issuer, projectId, people, raised }
}

type Earned = { staff: Staff; issuer: Person; projectId: string; amount: bigint; lain: bigint }

/** The issuer reports August, another person approves it, the money arrives where so much has lain, and finance claim it. */
export async function earn(
  server: TestServer,
  { staff, issuer, projectId, amount, lain }: Earned,
): Promise<void> {
  const { report } = await done<{ report: { id: string } }>(
    issuer,
    'reportRevenue',
    {
      ...{ idempotencyKey: 'august', projectId, periodStart: '2025-08-01', periodEnd: '2025-08-31' },
      lines: [{ source: 'Sales', gross: { amount: euros(amount), currency: 'EUR' } }],
    },
    '... on RevenueReportPayload { report { id } }',
  )
  await step(staff.approver, 'approveRevenue', 'reportId', report.id)
  const payer = { iban: ISSUERS_IBAN, name: 'Iris Issuer' }
  const entries = [{ amount: euros(amount), text: 'Receipts of August', ref: 'R1', payer }]
  const balances = { opening: euros(lain), closing: euros(lain + amount) }
  expect(await imported(server, staff.finance, { ...balances, entries })).toMatchObject({
    suspense: [{ count: 1 }],
  })
  await receive(staff.finance, projectId)
}

const idOf = (globalId: string) => globalId.split(':')[1] ?? ''
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
