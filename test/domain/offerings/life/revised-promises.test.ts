import { expect, test } from '@jest/globals'
import { reviseOffering } from '../../../../src/domain/offerings/life/revise-offering.ts'
import { versionsOf } from '../../../../src/domain/offerings/life/versions.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { proposeOffering } from '../../../../src/domain/offerings/propose-offering.ts'
import type { OfferingTermsInput } from '../../../../src/domain/offerings/terms/check-offering-terms.ts'
import { itemsLeft } from '../../../../src/domain/shares/orders/items.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, TERMS, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

const print = (stock: number) => ({
  entitlements: [{ gives: 'reward' as const, code: 'print', name: 'A print', price: '40.00', stock }],
})
const revise = (offeringId: string, terms: Partial<OfferingTermsInput>) =>
  world.run('2024-12-05', em => reviseOffering(em, { offeringId, terms }, at('2024-12-05')))

test('what a draft gives is revised with its counters, and the versions tell it', async () => {
  const { projectId } = await world.project()
  const { offeringId } = await world.run('2024-12-03', em =>
    proposeOffering(em, { projectId, terms: { ...TERMS, ...print(2) }, asDraft: true }),
  )
  await expect(revise(offeringId, { entitlements: [{ gives: 'receipts' }] })).rejects.toMatchObject({
    code: 'ENTITLEMENTS_UNCLEAR',
  })
  await revise(offeringId, { ...print(5), allotment: 'inOrder' })
  const em = database.orm.em.fork()
  expect(await itemsLeft(em, await offeringOf(em, offeringId))).toEqual(new Map([['print', 5]]))
  expect((await versionsOf(em, offeringId)).map(each => each.terms.entitlements)).toEqual([
    print(2).entitlements,
    print(5).entitlements,
  ])
})

test('once it is public what an order gives is fixed', async () => {
  const { projectId } = await world.project()
  const shop = await world.offering({ projectId }, print(2))
  await expect(revise(shop, print(3))).rejects.toMatchObject({ code: 'TERM_FIXED' })
})
