import { transact } from '../act.ts'
import { takeCheckpoints } from '../domain/ledger/take-checkpoints.ts'
import type { Workshop } from './job.ts'

/** Gives busy accounts a checkpoint. */
export async function takeDueCheckpoints({ orm }: Workshop): Promise<string> {
  const taken = await transact(orm, 'takeCheckpoints', em => takeCheckpoints(em))
  return `${taken} checkpoints taken`
}
