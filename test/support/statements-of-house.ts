import type { Person } from '../../src/cli/demo/client.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'
import type { TestServer } from './server.ts'

type Bookkeepers = Record<'finance' | 'approver', Person>

const PREPARE =
  'mutation ($month: String!) { prepareMonth(month: $month, idempotencyKey: "prepared") { ... on MonthClosingPayload { closing { id } } ... on Refusal { __typename code message } } }'
const CLOSE =
  'mutation ($id: ID!) { closeMonth(preparationId: $id, idempotencyKey: "closed") { ... on Refusal { __typename code message } } }'
const STATE =
  'mutation ($period: String!) { closeStatementPeriod(period: $period, idempotencyKey: "stated") { ... on Refusal { __typename code message } } }'

/** Closes the books of a month such as "2010-01" and issues the papers on it, through the API. */
export async function statePeriod(
  server: TestServer,
  { finance, approver }: Bookkeepers,
  month: string,
): Promise<void> {
  const made = await finance.ask<{ prepareMonth: { closing: { id: string } } }>(PREPARE, { month })
  await approver.ask(CLOSE, { id: made.prepareMonth.closing.id })
  await finance.ask(STATE, { period: month })
  await issueMissingPeriodicStatements(server.shop, server.clock.now())
}
