import type { EntityManager } from '@mikro-orm/postgresql'
import { contractInForce } from './contracts.ts'
import type { OfferingRow } from './offerings.ts'
import { classesOf } from './projects.ts'
import { checkPromise } from './terms/check-entitlements.ts'
import { registerRights } from './terms/entitlements.ts'

/**
 * That the contract which buyers will share under is signed, and keeps what the offering promises.
 * Refuses CONTRACT_NOT_SIGNED, and what `checkPromise` refuses.
 */
export async function checkContractFor(
  em: EntityManager,
  { projectId, classId, entitlements }: OfferingRow,
): Promise<void> {
  const { terms } = await contractInForce(em, projectId)
  const shareClass = (await classesOf(em, projectId)).find(each => each.id === classId)
  if (shareClass !== undefined) checkPromise(registerRights(entitlements), terms, shareClass.code)
}
