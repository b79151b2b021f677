import { describe, expect, test } from '@jest/globals'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { BANK_SAMPLES } from '../../support/bank-samples.ts'
import { sharedFile } from '../../support/shared-files.ts'

/*
 * Other people's samples (genkgo/camt), most of which show fields and do not add up: each is read to what it says, or
 * refused for a reason that can be seen in it. Skipped where the collection is not beside the project.
 */
describe('a published sample', () => {
  for (const [path, said] of Object.entries(BANK_SAMPLES)) {
    const bytes = sharedFile(path)
    const tryIt = bytes === undefined ? test.skip : test
    tryIt(path, () => {
      const { reports, problems } = readBankFile(bytes as Buffer)
      const told = problems.first.map(({ line, message }) => `${line}: ${message}`)
      expect({ problems: told, reports: told.length > 0 ? [] : reports.map(summaryOf) }).toEqual(said)
    })
  }
})

function summaryOf(report: ReturnType<typeof readBankFile>['reports'][number]) {
  const { reportId, account, currency, sequence, opening, closing, movements } = report
  return {
    reportId,
    account,
    currency,
    sequence,
    balances: [opening.amount, closing.amount],
    movements: movements.map(({ line, reference, amount, bookedOn }) => [line, reference, amount, bookedOn]),
  }
}
