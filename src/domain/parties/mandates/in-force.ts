/** From when to when: `endsAt` as it was given, `endedAt` when somebody ended it. */
type Span = { startsAt: Date; endsAt: Date | null; endedAt: Date | null }

/** Whether a mandate is in force at an instant: from its start on, until just before its end. */
export function isInForce({ startsAt, endsAt, endedAt }: Span, at: Date): boolean {
  return startsAt <= at && (endsAt === null || endsAt > at) && (endedAt === null || endedAt > at)
}
