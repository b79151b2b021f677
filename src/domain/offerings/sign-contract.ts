import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { contractById } from './contracts.ts'
import { refuse } from './refusals.ts'

/**
 * An approver puts a contract in force; he is not the one who proposed it.
 * Refuses CONTRACT_UNKNOWN, CONTRACT_SIGNED, SAME_PERSON.
 */
export async function signContract(
  em: EntityManager,
  input: { contractId: string; signerId: string },
  now: Date,
): Promise<{ contractId: string }> {
  const { contractId } = input
  const contract = await contractById(em, contractId)
  if (contract.proposerId === input.signerId) throw refuse.SAME_PERSON({ what: 'Signing a contract' })
  const written = await sqlOf(em)
    .insertInto('contractSignature')
    .values({ contractId, signedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('contractId')
    .executeTakeFirst()
  if (written === undefined) throw refuse.CONTRACT_SIGNED({ version: contract.version })
  return { contractId }
}
