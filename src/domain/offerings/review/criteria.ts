/**
 * What a submitted offering is reviewed by, as public data. They are a closed list: an offering is sent back or refused
 * for one of them and for nothing else, so the reason of a decision is the code of the criterion that is not met.
 */
export const SELECTION_CRITERIA = {
  complete: 'Who raises the money, for what, and what it costs is said in full, and can be checked.',
  clearTerms: 'A reader without training understands what he pays, what he may get back, and when.',
  rightsCleared:
    'The owner holds the rights that the project lives on, or a contract that gives them to him.',
  plausibleGoal: 'The goal goes with the budget; where it covers a part of it, the rest is accounted for.',
  withinScope: 'The project is one of those that this platform is there for.',
  soundOwner: 'Nothing is known of the owner that speaks against trusting him with the money of others.',
  lawful: 'The offering keeps the rules of the regime that it names, and it names the right one.',
} as const satisfies Record<string, string>

/** Why an offering is sent back or refused: the criterion that it does not meet. */
export type ReviewReason = keyof typeof SELECTION_CRITERIA

/** The criteria in the order of the list. */
export function listCriteria(): { code: ReviewReason; asks: string }[] {
  return Object.entries(SELECTION_CRITERIA).map(([code, asks]) => ({ code: code as ReviewReason, asks }))
}
