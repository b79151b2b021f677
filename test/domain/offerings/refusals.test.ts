import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { proposeContract } from '../../../src/domain/offerings/propose-contract.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../../src/domain/offerings/publish-offering.ts'
import { signContract } from '../../../src/domain/offerings/sign-contract.ts'
import { useDatabase } from '../../support/database.ts'
import { at, CONTRACT, TERMS, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const refused = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('is refused', () => {
  test('a contract in another currency than its project', async () => {
    const { projectId } = await world.project()
    const terms = { ...CONTRACT, currency: 'USD' as const }
    await expect(world.run('2025-01-01', em => proposeContract(em, { projectId, terms }))).rejects.toEqual(
      refused('CONTRACT_CURRENCY', 'The contract is in USD, its project in EUR'),
    )
  })

  test('the signature under a contract that does not exist', async () => {
    const contractId = newId()
    await expect(
      world.run('2025-01-01', em => signContract(em, { contractId, signerId: newId() }, at('2025-01-01'))),
    ).rejects.toEqual(refused('CONTRACT_UNKNOWN', `There is no contract ${contractId}.`))
  })

  test('an offering of a class that does not exist', async () => {
    const classId = newId()
    await expect(
      world.run('2025-01-01', em => proposeOffering(em, { classId, terms: TERMS })),
    ).rejects.toEqual(refused('CLASS_UNKNOWN', `There is no share class ${classId}.`))
  })

  test('to publish an offering again', async () => {
    const { classId } = await world.project()
    const offeringId = await world.offering(classId)
    await expect(
      world.run('2024-12-05', em =>
        publishOffering(em, { offeringId, approverId: newId() }, at('2024-12-05')),
      ),
    ).rejects.toEqual(refused('OFFERING_PUBLISHED', 'published before, at 2024-12-04T12:00:00.000Z'))
  })
})
