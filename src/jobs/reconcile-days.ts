import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { reconcileDay } from '../domain/payments/reconciliation/reconcile-day.ts'
import { unreconciledDays } from '../domain/payments/reconciliation/reconciled-days.ts'
import type { Workshop } from './job.ts'

/** Keeps how bank accounts and books stood at the end of each day that has passed. Each day is an act of its own. */
export async function reconcileDays({ orm }: Workshop, now: Date): Promise<string> {
  const days = await unreconciledDays(orm.em.fork(), now)
  for (const day of days) {
    await act(orm, { actor: system('job'), verb: 'reconcileDay', now }, em => reconcileDay(em, day))
  }
  return `${days.length} days reconciled`
}
