/** One line's two natures, in minor units: together the gross line. Only income is taxed. */
export type Natures = { capital: bigint; income: bigint }

/**
 * Parts a line where the contract says that capital comes back first: all is return of capital until what was paid in
 * has been received, and income above it. A negative line takes back income first, then capital, so that a line and
 * its correction leave nothing. Cutting a line in two changes nothing. Minor units; `received` is the gross of all
 * lines before, for the same shares.
 */
export function capitalFirst(line: { paidIn: bigint; received: bigint; gross: bigint }): Natures {
  const returned = (received: bigint) =>
    received < 0n ? 0n : received < line.paidIn ? received : line.paidIn
  const capital = returned(line.received + line.gross) - returned(line.received)
  return { capital, income: line.gross - capital }
}
