import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Movements } from './book-movements.ts'
import type { MoneyMoved } from './money-moved.ts'

/** A movement of another report, or of a notice, that may be the same money. */
export type Twin = { place: number; report: string }

/**
 * Which of these movements may stand in a report or a notice of the account that was imported: same day, amount and text,
 * and the bank gave a name of its own not to both. Two reports of which one goes on where the other ends have none in
 * common. `place` counts from 0.
 */
export async function twinsOf(
  em: EntityManager,
  { bankAccountId, between }: Pick<Movements, 'between'> & { bankAccountId: string },
  movements: readonly (MoneyMoved & { namedByBank: boolean })[],
): Promise<Twin[]> {
  const column = <T>(value: (movement: (typeof movements)[number]) => T) => movements.map(value)
  const [opening, closing] = [between?.opening ?? null, between?.closing ?? null]
  const { rows } = await sql<Twin>`
    with told as (
      select movement.*, report.id as report_id, report.bank_reference, report.opening, report.closing
        from bank_movement as movement join bank_report as report on report.id = bank_report_id
       where bank_account_id = ${bankAccountId}
      union all
      -- What a notice tells of is always named by the bank.
      select movement.*, notice.id, notice.bank_reference, null, null
        from bank_notice_movement as movement join bank_notice as notice on notice.id = bank_notice_id
       where bank_account_id = ${bankAccountId})
    select distinct on (place) (place - 1)::int as place, told.bank_reference as report
      from unnest(${column(each => each.bookedOn)}::date[], ${column(each => each.amount)}::bigint[],
                  ${column(each => each.remittance)}::text[], ${column(each => each.namedByBank)}::boolean[])
           with ordinality as asked (booked_on, amount, remittance, named, place)
      join told on told.booked_on = asked.booked_on and told.amount = asked.amount
      left join receipt on receipt.id = receipt_id
      left join bank_debit as debit on debit.id = debit_id
     where coalesce(receipt.remittance, debit.remittance) = asked.remittance
       and not (named and not starts_with(coalesce(receipt.bank_reference, debit.bank_reference), told.bank_reference || '/'))
       and told.closing is distinct from ${opening}::bigint and told.opening is distinct from ${closing}::bigint
     order by place, report_id`.execute(sqlOf(em))
  return rows
}
