/** What a certificate says, and in which version of the holder's name: one that says the same is not issued again. */
export type Told =
  | { kind: 'shares'; lotId: string; shares: number; profileVersion: number }
  | { kind: 'loss'; endingId: string; putIn: bigint; gotBack: bigint; profileVersion: number }

/** Whether two certificates of a holder on one subject say the same. */
export function saysTheSame(one: Told, other: Told): boolean {
  if (one.profileVersion !== other.profileVersion) return false
  return sameFigures(one, other)
}

/** Whether they say the same whatever the holder was called by then. */
export function sameFigures(one: Told, other: Told): boolean {
  if (one.kind === 'shares') {
    // An import writes lots of earlier days: the latest one stays, and what is held is another number.
    return other.kind === 'shares' && one.lotId === other.lotId && one.shares === other.shares
  }
  if (other.kind !== 'loss' || one.endingId !== other.endingId) return false
  return one.putIn === other.putIn && one.gotBack === other.gotBack
}

/** What was put in and did not come back: never below zero. */
export function lostOf({ putIn, gotBack }: { putIn: bigint; gotBack: bigint }): bigint {
  return putIn > gotBack ? putIn - gotBack : 0n
}
