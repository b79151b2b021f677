import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Schedule } from '../../offerings/terms/repayment-terms.ts'
import { dayOf } from '../../time/calendar.ts'
import { counts, type EndingKind } from '../endings/ending-states.ts'
import { allEndings, endingsOf } from '../endings/endings.ts'
import type { Payment } from './follow.ts'
import { planOf } from './plan.ts'
import type { RepaymentFacts } from './standing.ts'

/** What a project is to repay to a class under the contract in force. Amounts in minor units of `currency`. */
export type Repayment = {
  projectId: string
  classId: string
  currency: Currency
  schedule: Schedule
  /** The grade of risk the contract names, if it does. */
  grade: string | null
  principal: bigint
  /** The day on which the first of its shares was allotted, and the day it is, in the zone of the project. */
  startedOn: string
  today: string
  facts: RepaymentFacts
}

/**
 * What these projects are to repay (null: all there are), as it is known now; those whose contract in force has a schedule
 * and whose class was allotted.
 *
 * Paid is what distributions that stand gave the class, on the day they credited it: money that has arrived and was not
 * distributed has repaid nobody yet, and what a reversal took back has not either. So the figures are those of the
 * holders' lines, to the cent; the days a run takes are what the days of grace are for.
 */
export async function repayments(
  em: EntityManager,
  projectIds: readonly string[] | null,
  now: Date,
): Promise<Repayment[]> {
  const loans = await loansOf(em, projectIds)
  const classIds = loans.map(loan => loan.classId)
  const payments = Map.groupBy(await paymentsTo(em, classIds), payment => payment.classId)
  const recorded = projectIds === null ? await allEndings(em) : await endingsOf(em, projectIds)
  const endings = Map.groupBy(recorded.filter(counts), ending => ending.projectId)
  return loans.map(({ timeZone, since, ...loan }) => {
    const { schedule, principal } = loan
    const first = (...kinds: EndingKind[]) => {
      const days = (endings.get(loan.projectId) ?? []).filter(each => kinds.includes(each.kind))
      return days.map(each => each.occurredOn).toSorted()[0] ?? null
    }
    const facts = {
      plan: planOf(schedule, principal),
      payments: payments.get(loan.classId) ?? [],
      graceDays: schedule.graceDays ?? 0,
      unlikelySince: first('default', 'insolvency', 'windUp'),
      fulfilledOn: first('maturity'),
    }
    return { ...loan, startedOn: dayOf(since, timeZone), today: dayOf(now, timeZone), facts }
  })
}

type Loan = Omit<Repayment, 'startedOn' | 'today' | 'facts'> & { timeZone: string; since: Date }

async function loansOf(em: EntityManager, projectIds: readonly string[] | null): Promise<Loan[]> {
  const { rows } = await sql<Loan>`
    select project.id as "projectId", class.id as "classId", currency, time_zone as "timeZone",
           terms -> 'schedule' as schedule, terms -> 'grade' ->> 'name' as grade, principal, since
      from (select distinct on (project_id) project_id, terms
              from contract join contract_signature on contract_id = contract.id
             where ${projectIds}::uuid[] is null or project_id = any(${projectIds}::uuid[])
             order by project_id, version desc) as contract
      join project on project.id = contract.project_id
      join share_class as class on class.project_id = project.id and class.code = terms -> 'schedule' ->> 'class'
      join (select class_id, sum(paid_in)::bigint as principal, min(occurred_at) as since
              from lot where giver_id is null group by class_id) as allotted on class_id = class.id
     where principal > 0 order by project.id`.execute(sqlOf(em))
  return rows
}

/** What distributions gave these classes, less the lines that were taken back from them one by one. */
async function paymentsTo(
  em: EntityManager,
  classIds: readonly string[],
): Promise<(Payment & { classId: string })[]> {
  const { rows } = await sql<Payment & { classId: string }>`
    select pool.class_id as "classId", paid_on as "paidOn", (pool.amount - coalesce(gross, 0))::bigint as amount
      from distribution_pool as pool
      join distribution as run on run.id = pool.distribution_id
      left join (select distribution_id, class_id, sum(gross) as gross
                   from line_reversal join dividend using (distribution_id, class_id, holder_id)
                  group by distribution_id, class_id) as back
        on (back.distribution_id, back.class_id) = (run.id, pool.class_id)
     where pool.class_id = any(${classIds}::uuid[])
       and not exists (select from run_reversal where run_reversal.distribution_id = run.id)
     order by run.number`.execute(sqlOf(em))
  return rows
}
