import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { parseName } from '../parties/people/names.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { lockProject } from './lock-project.ts'
import { classesOf } from './projects.ts'
import { refuse } from './refusals.ts'
import { checkContract } from './terms/check-contract.ts'
import type { ContractTerms } from './terms/contract-terms.ts'

/**
 * Writes the next version of a project's contract. It counts for nothing before an approver signs it.
 * Refuses what `checkContract` refuses, CONTRACT_CURRENCY, PROJECT_UNKNOWN, PARTY_UNKNOWN, NAME_MALFORMED.
 */
export async function proposeContract(
  em: EntityManager,
  input: { projectId: string; terms: ContractTerms },
): Promise<{ contractId: string }> {
  const { projectId, terms } = input
  const project = await lockProject(em, projectId)
  if (terms.currency !== project.currency) {
    throw refuse.CONTRACT_CURRENCY({ given: terms.currency, expected: project.currency })
  }
  const classes = await classesOf(em, projectId)
  checkContract(
    terms,
    classes.map(each => each.code),
  )
  for (const name of [...terms.tiers, ...terms.partners].map(each => each.name)) parseName(name)
  for (const grade of Object.keys(terms.grade?.rates ?? {})) parseName(grade)
  for (const partner of terms.partners) await profileOf(em, partner.partyId)
  const latest = await sqlOf(em)
    .selectFrom('contract')
    .select('version')
    .where('projectId', '=', projectId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const contractId = newId()
  await sqlOf(em)
    .insertInto('contract')
    .values({ id: contractId, projectId, version: (latest?.version ?? 0) + 1, terms })
    .execute()
  return { contractId }
}
