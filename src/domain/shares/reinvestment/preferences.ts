/** Where money goes: into one offering, or into whatever a project has open. */
export type Preference = { offeringId: string } | { projectId: string }

/** The most places that a rule may name. */
export const MOST_PREFERENCES = 20

/** Of these open offerings the one that comes first in the order of preference; of one project the oldest. */
export function preferred<Open extends { id: string; projectId: string }>(
  preferences: readonly Preference[],
  open: readonly Open[],
): Open | undefined {
  for (const preference of preferences) {
    const found = open.find(offering =>
      'offeringId' in preference
        ? offering.id === preference.offeringId
        : offering.projectId === preference.projectId,
    )
    if (found !== undefined) return found
  }
  return undefined
}
