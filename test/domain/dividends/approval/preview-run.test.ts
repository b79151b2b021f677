import { describe, expect, test } from '@jest/globals'
import { recipientsOf } from '../../../../src/domain/dividends/run/distributions.ts'
import { useDatabase } from '../../../support/database.ts'
import { approvalsWorldOf, TODAY } from './approvals-world.ts'

const database = useDatabase()
const world = approvalsWorldOf(database)
const MAY = '2025-05-04'
const warnings = async (projectId: string, day = TODAY) => (await world.preview(projectId, day, day)).warnings

describe('a preview', () => {
  test('is the run to the last cent: recipients, lines, levies, carries, and what is held', async () => {
    const { projectId, ann, bea } = await world.film({
      levies: { income: 'dividend', capitalFirst: true },
      tiers: [
        {
          name: 'All',
          takes: '1',
          split: [
            { to: 'class:parts', ratio: '2/3' },
            { to: 'issuer', ratio: '1/3' },
          ],
        },
      ],
    })
    await world.declare(ann, 'FR', '2025-01-01')
    await world.approved(projectId, '2025-03', '250.01')
    const { plan, lines, hash } = await world.preview(projectId)
    expect(await world.preview(projectId)).toMatchObject({ hash })
    await world.sign(projectId, hash)
    const run = await world.distributed(projectId)
    const written = await world
      .sql()
      .selectFrom('dividend')
      .select(['classId', 'holderId', 'weight', 'gross', 'net', 'levies', 'carry'])
      .where('distributionId', '=', run)
      .orderBy('holderId')
      .execute()
    expect(lines.map(({ before: _, ...line }) => line)).toEqual(
      written.map(({ levies, ...line }) => ({ ...line, held: levies === null })),
    )
    // 166.67 for ten shares: Ann has 100.00, of which 60.00 is her capital; Bea 66.67 with 40.00.
    const figures = Object.fromEntries(lines.map(line => [line.holderId, [line.gross, line.net, line.held]]))
    expect(figures).toEqual({ [ann]: [10_000n, 8_800n, false], [bea]: [6_667n, 6_667n, true] })
    expect(plan.result.recipients.map(({ recipient, amount, carry }) => [recipient, amount, carry])).toEqual(
      (await recipientsOf(database.orm.em.fork(), run)).map(row => [row.recipient, row.amount, row.carry]),
    )
  })

  test('has a hash of the day: another day, another hash', async () => {
    const { projectId } = await world.ready()
    const [one, other] = [await world.preview(projectId), await world.preview(projectId, '2025-04-05')]
    expect(one.hash).not.toBe(other.hash)
  })

  test('compares with the latest run: who came, who left, and what each got', async () => {
    const { projectId, classId, ann } = await world.ready({ unsignedUpTo: '100000.00' })
    expect((await world.preview(projectId)).changes).toEqual([
      { classId, holdersIn: 2, holdersOut: 0, previousPool: null },
    ])
    await world.distributed(projectId)
    await world.approved(projectId, '2025-04', '50.00')
    const { changes, lines } = await world.preview(projectId, MAY, MAY)
    expect(changes).toEqual([{ classId, holdersIn: 0, holdersOut: 0, previousPool: 10_000n }])
    expect(lines.find(line => line.holderId === ann)).toMatchObject({ gross: 3_000n, before: 6_000n })
  })

  test.each([
    ['DATE_MALFORMED', '2025-02-30'],
    ['NOTHING_TO_DISTRIBUTE', TODAY],
  ])('is refused with %s', async (code, paidOn) => {
    const { projectId } = await world.film()
    await expect(world.preview(projectId, paidOn)).rejects.toMatchObject({ code })
  })
})

describe('a preview warns', () => {
  test('of nothing where nothing is to be looked at', async () => {
    const { projectId } = await world.ready()
    expect(await warnings(projectId)).toEqual([])
  })

  test('when money is missing, and how much has come', async () => {
    const { projectId } = await world.ready({}, '40.00')
    expect(await warnings(projectId)).toEqual([
      {
        code: 'FUNDS_MISSING',
        message: '100.00 EUR is needed on the payment date, 40.00 EUR has arrived.',
      },
    ])
  })

  test('when no levy rule is known for a line', async () => {
    const { projectId, ann } = await world.ready({ levies: { income: 'dividend' } })
    await world.declare(ann, 'FR', '2025-01-01')
    expect(await warnings(projectId)).toEqual([
      { code: 'NO_LEVY_RULE', message: '1 of 2 lines are held: no levy rule is known for them.' },
    ])
  })

  test('when holders get nothing in this run', async () => {
    const { projectId } = await world.film()
    await world.approved(projectId, '2025-03', '0.01')
    expect(await warnings(projectId)).toMatchObject([
      { code: 'LINES_OF_ZERO', message: expect.stringContaining('1 of 2 holders get nothing now') },
    ])
  })

  test.each([
    ['110.00', []],
    ['110.10', ['AMOUNT_MOVED']],
    ['90.00', []],
    ['89.90', ['AMOUNT_MOVED']],
  ])('when amounts move by more than the tolerance of 0.1: 100.00, then %s', async (amount, codes) => {
    const { projectId } = await world.ready({ tolerance: '0.1', unsignedUpTo: '1000.00' })
    await world.distributed(projectId)
    await world.approved(projectId, '2025-04', amount)
    const found = await warnings(projectId, MAY)
    expect(found.map(({ code }) => code)).toEqual(codes)
    for (const { message } of found) {
      expect(message).toBe(
        '2 of 2 holders get an amount that differs by more than 0.1 of that of the latest run.',
      )
    }
  })

  describe('when a tier reaches its threshold', () => {
    const rest = { name: 'Rest', takes: '1', split: [{ to: 'issuer' as const, ratio: '1' }] }
    const reaches = [
      { code: 'THRESHOLD_REACHED', message: 'Tier "Recoupment" reaches its threshold in this run.' },
    ]

    test('in the run that reaches it, and in no other', async () => {
      const recoupment = {
        name: 'Recoupment',
        upTo: { amount: '150.00' },
        split: [{ to: 'class:parts' as const, ratio: '1' }],
      }
      const { projectId } = await world.ready({ unsignedUpTo: '1000.00', tiers: [recoupment, rest] })
      expect(await warnings(projectId)).toEqual([])
      await world.distributed(projectId)
      await world.approved(projectId, '2025-04', '50.00')
      expect(await warnings(projectId, MAY)).toEqual(reaches)
      await world.distributed(projectId, MAY)
      await world.approved(projectId, '2025-05', '50.00')
      expect((await warnings(projectId, '2025-06-04')).map(({ code }) => code)).not.toContain(
        'THRESHOLD_REACHED',
      )
    })

    test('also one that counts what a recipient gets: he has 45.00 when the tier has taken 50.00', async () => {
      const recoupment = {
        name: 'Recoupment',
        upTo: { counts: 'class:parts' as const, amount: '45.00' },
        split: [
          { to: 'class:parts' as const, ratio: '0.9' },
          { to: 'issuer' as const, ratio: '0.1' },
        ],
      }
      const { projectId } = await world.ready({ tiers: [recoupment, rest] })
      expect(await warnings(projectId)).toEqual(reaches)
    })
  })
})
