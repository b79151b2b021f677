import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { EntryKind } from '../ledger/kinds.ts'

/** Why somebody owes something back: a run gave it and took it back, or a payment of his was taken back. */
export type DebtReason = 'takenBack' | 'paymentTakenBack'

/** A debt as its payee is told of it: `runNumber` is that of the run that took it back, where one did. */
export type DebtCause = { reason: DebtReason; projectName: string; runNumber: number | null }

/** A debt by what made it: the entry of which fact, for which project. */
export type NamedDebt = { kind: EntryKind; factId: string; projectId: string }

/** Why these debts are owed, for which project and since which of its runs, in the same order. */
export async function debtCauses(em: EntityManager, debts: readonly NamedDebt[]): Promise<DebtCause[]> {
  if (debts.length === 0) return []
  const { rows } = await sql<{ projectName: string; runNumber: number | null }>`
    select project.name as "projectName", run.number as "runNumber"
      from unnest(${debts.map(each => each.factId)}::uuid[], ${debts.map(each => each.projectId)}::uuid[])
           with ordinality as debt (fact_id, project_id, place)
      join project on project.id = debt.project_id
      left join reversal_request as request on request.id = fact_id
      left join distribution as run on run.id = coalesce(distribution_id, fact_id)
     order by place`.execute(sqlOf(em))
  return rows.map((row, index) => ({ ...row, reason: reasonOf(debts[index]?.kind) }))
}

const reasonOf = (kind: EntryKind | undefined): DebtReason =>
  kind === 'shortfallBooked' || kind === 'runReversed' ? 'takenBack' : 'paymentTakenBack'
