import type { OfferingRow } from '../domain/offerings/offerings.ts'
import { refuse as refuseOffering } from '../domain/offerings/refusals.ts'
import type { Context } from './context.ts'
import { refuse } from './errors.ts'
import { idOf } from './ids.ts'
import { seeOfferings } from './sight.ts'

/** An offering that exists for the viewer. Refuses OFFERING_UNKNOWN. */
export async function seenOffering(context: Context, offeringId: string): Promise<OfferingRow> {
  const [offering] = await seeOfferings(context, [idOf('Offering', offeringId)])
  if (offering === undefined) throw refuseOffering.OFFERING_UNKNOWN({ id: offeringId })
  return offering
}

/** An offering that the viewer may change: issuers their own, finance any. Refuses OFFERING_UNKNOWN, FORBIDDEN. */
export async function ownOffering(context: Context, offeringId: string): Promise<OfferingRow> {
  const offering = await seenOffering(context, offeringId)
  const { viewer } = context
  if (!viewer?.roles.has('finance') && !viewer?.projects.issuer.has(offering.projectId))
    throw refuse.FORBIDDEN({})
  return offering
}
