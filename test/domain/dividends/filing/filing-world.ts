import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { closeMonth } from '../../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../../src/domain/ledger/closing/prepare-month.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { leviedWorldOf } from '../levies/levied-world.ts'

/** What telling the tax office needs besides runs with levies: months that are closed, and what is taken back. */
export function filingWorldOf(database: TestDatabase) {
  const world = leviedWorldOf(database)

  /** Closes these months, one after the other, on a day; answers who did. */
  async function closed(day: string, ...months: string[]): Promise<string> {
    const closerId = newId()
    for (const month of months) {
      const made = await world.run(day, tx => prepareMonth(tx, { month, preparerId: newId() }, at(day)))
      await world.run(day, tx => closeMonth(tx, { ...made, approverId: closerId }, at(day)))
    }
    return closerId
  }

  /** Takes a run back, or one line of it. */
  async function reversed(
    distributionId: string,
    day: string,
    line: { classId: string; holderId: string } | null,
  ) {
    const request = { distributionId, line, reason: 'A wrong figure', requesterId: newId() }
    const { requestId } = await world.run(day, tx => requestReversal(tx, request, at(day)))
    await world.run(day, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(day)))
  }

  return { ...world, closed, reversed }
}
