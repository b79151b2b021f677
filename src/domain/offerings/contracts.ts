import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { projectOf } from './projects.ts'
import { refuse } from './refusals.ts'
import type { ContractTerms } from './terms/contract-terms.ts'

export type ContractRow = {
  id: string
  projectId: string
  version: number
  terms: ContractTerms
  /** The person who proposed it. */
  proposerId: string | null
  proposedAt: Date
  signedAt: Date | null
}

/** The contracts with these ids, those that exist. */
export function contracts(em: EntityManager, ids: readonly string[]): Promise<ContractRow[]> {
  return all(em).where('contract.id', 'in', ids).execute()
}

/** One contract. Refuses CONTRACT_UNKNOWN. */
export async function contractById(em: EntityManager, id: string): Promise<ContractRow> {
  const [found] = await contracts(em, [id])
  if (found === undefined) throw refuse.CONTRACT_UNKNOWN({ id })
  return found
}

/** The versions of a project's contract, newest first. */
export function contractsOf(em: EntityManager, projectId: string): Promise<ContractRow[]> {
  return all(em).where('projectId', '=', projectId).orderBy('version', 'desc').execute()
}

/** The newest version that is signed, if there is one. */
export function signedContract(em: EntityManager, projectId: string): Promise<ContractRow | undefined> {
  return all(em)
    .where('projectId', '=', projectId)
    .where('signedAt', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The contract in force. Refuses CONTRACT_NOT_SIGNED. */
export async function contractInForce(em: EntityManager, projectId: string): Promise<ContractRow> {
  const contract = await signedContract(em, projectId)
  if (contract === undefined) {
    throw refuse.CONTRACT_NOT_SIGNED({ project: (await projectOf(em, projectId)).name })
  }
  return contract
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('contract')
    .innerJoin('act', 'act.id', 'contract.actId')
    .leftJoin('contractSignature', 'contractSignature.contractId', 'contract.id')
    .select([
      'contract.id',
      'projectId',
      'version',
      'terms',
      'act.actorId as proposerId',
      'act.occurredAt as proposedAt',
      'signedAt',
    ])
}
