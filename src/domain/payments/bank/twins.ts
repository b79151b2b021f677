import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { MoneyMoved } from './money-moved.ts'

/** A movement of another report that may be the same money. */
export type Twin = { place: number; report: string }

/**
 * Which of these movements of a report may stand in another one of the account that was imported: same day, amount and
 * text, and the bank gave a name of its own not to both. Two reports of which one goes on where the other ends have none
 * in common. `place` counts from 0.
 */
export async function twinsOf(
  em: EntityManager,
  { bankAccountId, opening, closing }: { bankAccountId: string; opening: bigint; closing: bigint },
  movements: readonly (MoneyMoved & { namedByBank: boolean })[],
): Promise<Twin[]> {
  const column = <T>(value: (movement: (typeof movements)[number]) => T) => movements.map(value)
  const { rows } = await sql<Twin>`
    select distinct on (place) (place - 1)::int as place, report.bank_reference as report
      from unnest(${column(each => each.bookedOn)}::date[], ${column(each => each.amount)}::bigint[],
                  ${column(each => each.remittance)}::text[], ${column(each => each.namedByBank)}::boolean[])
           with ordinality as asked (booked_on, amount, remittance, named, place)
      join bank_movement as movement
        on movement.booked_on = asked.booked_on and movement.amount = asked.amount
      join bank_report as report on report.id = bank_report_id and report.bank_account_id = ${bankAccountId}
      left join receipt on receipt.id = receipt_id
      left join bank_debit as debit on debit.id = debit_id
     where coalesce(receipt.remittance, debit.remittance) = asked.remittance
       and not (named and not starts_with(coalesce(receipt.bank_reference, debit.bank_reference), report.bank_reference || '/'))
       and report.closing <> ${opening} and report.opening <> ${closing}
     order by place, report.id`.execute(sqlOf(em))
  return rows
}
