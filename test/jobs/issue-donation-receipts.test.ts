import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { appendGrant } from '../../src/domain/parties/roles/change-role.ts'
import { declareEligibility } from '../../src/domain/shares/gifts/declare-eligibility.ts'
import { latestReceipts } from '../../src/domain/shares/gifts/donation-receipts.ts'
import { requestDonationReceipt } from '../../src/domain/shares/gifts/request-donation-receipt.ts'
import {
  issueAskedDonationReceipts,
  issueMissingDonationReceipts,
} from '../../src/jobs/donations/issue-donation-receipts.ts'
import { textOf } from '../documents/paper.ts'
import { BORNE_BY, cardsOf } from '../support/cards.ts'
import { useDatabase } from '../support/database.ts'
import { confirmLatest, declareEligible, wellOf } from '../support/gifts.ts'
import { at, worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const cards = cardsOf(database)
const em = () => database.orm.em.fork()
const folder = mkdtempSync(join(tmpdir(), 'tantieme-gifts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = {
  name: 'Tantième',
  contact: 'help@tantieme.example',
  verifyUrl: 'https://tantieme.example/verify',
}
const log = { info() {}, warn() {}, error: console.error }
const shopOn = (day: string) => {
  return { orm: database.orm, clock: testClock(at(day)), paper: { folder, platform }, log }
}
const issue = (day: string) => issueMissingDonationReceipts(shopOn(day), at(day))
const issueAsked = (day: string) => issueAskedDonationReceipts(shopOn(day), at(day))
const ask = (holderId: string, projectId: string, now = '2026-01-02', year = 2025) =>
  world.run(now, tx => requestDonationReceipt(tx, { holderId, projectId, year }, at(now)))
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const textOfLatest = async (holderId: string) => {
  const [paper] = await latestReceipts(em(), [holderId], 2025)
  const bytes = readFileSync(join(folder, paper?.sha256 ?? ''))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper?.sha256)
  return { paper, text: await textOf(bytes) }
}

test('a donor gets one receipt for his gifts of a year, in figures and in letters', async () => {
  const { projectId, issuerId, offeringId } = await wellOf(world)
  await declareEligible(world, issuerId)
  const ann = await world.person('Ann')
  for (const shares of [60, 21]) await world.pay(await world.order(offeringId, ann, shares))
  await world.close(offeringId)
  expect(await issue('2026-01-02')).toContain('0 donation receipts')
  expect(await issueAsked('2026-01-02')).toContain('0 donation receipts')
  await ask(ann, projectId)
  await ask(ann, projectId)
  expect(await issueAsked('2026-01-02')).toContain('1 donation receipts')
  expect(await issueAsked('2026-01-02')).toContain('0 donation receipts')
  expect(await issue('2026-01-02')).toContain('0 donation receipts')
  const { paper, text } = await textOfLatest(ann)
  expect(paper).toMatchObject({
    amount: 8100n,
    version: 1,
    articles: ['200'],
    number: expect.stringMatching(/^G-/),
  })
  for (const said of ['eighty-one euros', 'Wells in villages', 'Art 200', 'bank transfer'])
    expect(text).toContain(said)
})

test('a gift that is charged back is not in the corrected receipt, which comes to 0.00 when nothing stands', async () => {
  const { projectId, issuerId, offeringId } = await wellOf(world, { cards: BORNE_BY('platform') })
  await declareEligible(world, issuerId)
  const bea = await world.person('Bea')
  const orders = [await world.order(offeringId, bea, 60), await world.order(offeringId, bea, 40)]
  const named: string[] = []
  for (const order of orders) {
    const intent = await cards.intend(order)
    await cards.charge(intent.named, intent.total)
    named.push(intent.named)
  }
  await world.close(offeringId)
  await ask(bea, projectId)
  await issue('2026-01-02')
  const first = (await textOfLatest(bea)).paper
  await cards.dispute(named[0] ?? '', 6000n, '2026-02-02')
  // Corrections wait for the night; within the day comes only what was asked for.
  expect(await issueAsked('2026-02-03')).toContain('0 donation receipts')
  expect(await issue('2026-02-03')).toContain('1 donation receipts')
  const { paper, text } = await textOfLatest(bea)
  expect(paper).toMatchObject({ amount: 4000n, version: 2, replacesId: first?.id })
  expect(text.replace(/\s+/g, ' ')).toContain(
    `takes the place of ${first?.number}, issued on 2 January 2026: given €40.00 (before: €100.00)`,
  )
  await cards.dispute(named[1] ?? '', 4000n, '2026-02-04')
  await issue('2026-02-05')
  expect((await textOfLatest(bea)).text).toContain('opens no tax reduction')
  expect((await textOfLatest(bea)).paper).toMatchObject({ amount: 0n, version: 3 })
  expect(await issue('2026-02-06')).toContain('0 donation receipts')
})

test('without a declaration for the day of the gift there is no receipt, and the refusal says so', async () => {
  const { projectId, issuerId, offeringId } = await wellOf(world)
  const cid = await world.person('Cid')
  await world.pay(await world.order(offeringId, cid, 60))
  await world.close(offeringId)
  const none = refused('ISSUER_NOT_ELIGIBLE', 'none of the 1 gifts of 2025')
  await expect(ask(cid, projectId)).rejects.toEqual(none)
  await declareEligible(world, issuerId, { article: '238bis' })
  await expect(ask(cid, projectId)).rejects.toEqual(none)
  await declareEligible(world, issuerId, { from: '2025-02-11' })
  await expect(ask(cid, projectId)).rejects.toEqual(none)
  await declareEligible(world, issuerId, { from: '2025-02-10', until: '2025-02-10' })
  await ask(cid, projectId)
  await issue('2026-01-02')
  expect((await textOfLatest(cid)).paper).toMatchObject({ amount: 6000n })
})

test('what one person declared counts once another has confirmed it', async () => {
  const { projectId, issuerId, offeringId } = await wellOf(world)
  const dan = await world.person('Dan')
  await world.pay(await world.order(offeringId, dan, 60))
  await world.close(offeringId)
  const declarerId = newId()
  const said = {
    partyId: issuerId,
    article: '200' as const,
    purpose: 'Wells',
    reason: 'Of use',
    source: 'Law',
  }
  const days = { from: '2025-01-01', until: null }
  await world.run('2025-01-02', tx =>
    declareEligibility(tx, { ...said, ...days, declarerId }, at('2025-01-02')),
  )
  await expect(ask(dan, projectId)).rejects.toEqual(refused('ISSUER_NOT_ELIGIBLE'))
  const confirm = (by: string) => confirmLatest(world, { ...said, by })
  await expect(confirm(declarerId)).rejects.toEqual(refused('ELIGIBILITY_SAME_PERSON', '2025-01-02'))
  await expect(confirm(issuerId)).rejects.toEqual(refused('NOT_FOR_YOURSELF'))
  const ivy = await world.person('Ivy')
  const role = { partyId: ivy, role: 'issuer', scopeId: projectId } as const
  await world.run('2025-01-01', async tx => {
    await appendGrant(tx, { ...role, granted: true })
    return role
  })
  await expect(confirm(ivy)).rejects.toEqual(refused('NOT_FOR_YOURSELF'))
  const other = confirmLatest(world, { partyId: issuerId, article: '978' })
  await expect(other).rejects.toEqual(refused('ELIGIBILITY_NOT_DECLARED', 'article 978'))
  await confirm(newId())
  await confirm(newId())
  await ask(dan, projectId)
  expect(await issueAsked('2026-01-02')).toContain('1 donation receipts')
})

test('a receipt is asked for once the year is over, of a year with gifts', async () => {
  const { projectId, issuerId } = await wellOf(world)
  const dee = await world.person('Dee')
  await expect(ask(dee, projectId, '2025-12-31T22:59:59.999Z')).rejects.toEqual(refused('GIFT_YEAR_NOT_OVER'))
  await expect(ask(dee, projectId, '2025-12-31T23:00:00.000Z')).rejects.toEqual(refused('GIFT_NONE'))
  await expect(ask(dee, projectId, '2026-01-02', 1)).rejects.toEqual(refused('GIFT_NONE'))
  await expect(declareEligible(world, issuerId, { from: '2025-02-02', until: '2025-02-01' })).rejects.toEqual(
    refused('ELIGIBILITY_SPAN_WRONG'),
  )
  await expect(declareEligible(world, issuerId, { reason: ' ' })).rejects.toEqual(
    refused('ELIGIBILITY_UNFOUNDED'),
  )
})
