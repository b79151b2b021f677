import { beforeAll, describe, expect, test } from '@jest/globals'
import { DEFINITIONS, HAS_XMLLINT, lint } from '../documents/pain/definitions.ts'
import { useDatabase } from '../support/database.ts'
import { type GeneratedBatch, generatedPayouts } from '../support/generated-payouts.ts'

/* Twenty of the batches of `npm run trials -- payouts`: prepared from the books, and written as files. */

const BATCHES = 20
const database = useDatabase()
let made: GeneratedBatch[]
beforeAll(async () => {
  made = await generatedPayouts(database, { seed: 20_260_731, batches: BATCHES })
}, 180_000)

describe('the files of batches that were prepared from the books', () => {
  test('come to what the ledger moved into transit for each of them, to the cent', () => {
    expect(made).toHaveLength(BATCHES)
    for (const { files, legs, controlSums, inTransit } of made) {
      expect(inTransit).toBeGreaterThan(0n)
      expect(controlSums).toEqual([inTransit, inTransit, inTransit, inTransit])
      expect(files.map(file => [file.version, file.legs])).toEqual([
        ['09', legs],
        ['03', legs],
      ])
    }
  })

  const withProgram = DEFINITIONS === undefined || !HAS_XMLLINT ? test.skip : test
  withProgram.each(['09', '03'])(
    'are valid as version .%s by xmllint (skipped without libxml2-utils)',
    version => {
      const files = made.flatMap(each => each.files.filter(file => file.version === version))
      expect(
        lint(
          files.map(({ bytes }) => bytes),
          `pain.001.001.${version}.xsd`,
        ),
      ).toBe('')
    },
  )
})
