import { describe, expect, test } from '@jest/globals'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import {
  distributions,
  dividends,
  poolsOf,
  recipientsOf,
} from '../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../src/domain/ids.ts'
import { balanceOf, balances } from '../../../src/domain/ledger/balances.ts'
import { proposeContract } from '../../../src/domain/offerings/propose-contract.ts'
import { signContract } from '../../../src/domain/offerings/sign-contract.ts'
import { useDatabase } from '../../support/database.ts'
import { at, CONTRACT, EUR, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const run = (projectId: string, now = '2025-04-05') =>
  world.run(now, tx => distribute(tx, { projectId }, at(now)))
const parts = async (id: string) =>
  (await recipientsOf(em(), id)).map(line => [line.recipient, line.exact, line.amount, line.posted])

describe('a distribution', () => {
  test('splits as the contract says, credits each holder, and leaves nothing undistributed', async () => {
    const { projectId, issuerId, holders } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
    const id = await world.month(projectId, '2025-03', '1000.00')
    expect(await parts(id)).toEqual([
      ['class:parts', '30000', 30_000n, true],
      ['issuer', '20000', 20_000n, true],
      ['platform', '50000', 50_000n, true],
    ])
    expect(await poolsOf(em(), id)).toMatchObject([{ amount: 30_000n, weight: 14n, holders: 3 }])
    const lines = await dividends(em(), { distributionIds: [id] })
    const net = new Map(lines.map(line => [line.holderId, line.net]))
    expect(['Ann', 'Bea', 'Cid'].map(name => net.get(holders[name] ?? ''))).toEqual([
      12_857n,
      12_857n,
      4_286n,
    ])
    expect(await balanceOf(em(), { kind: 'holder', ownerId: holders.Cid ?? '', currency: 'EUR' })).toBe(
      4_286n,
    )
    expect(await balances(em(), { scopeId: projectId })).toMatchObject([
      { kind: 'issuer', ownerId: issuerId, amount: 14_000n - 700n - 140n + 20_000n },
      { kind: 'revenue', amount: 0n },
    ])
    expect(await distributions(em(), [id])).toMatchObject([
      { number: 1, recordDate: '2025-03-31', paidOn: '2025-04-04' },
    ])
  })

  test('starts from the carries of the one before: over three months of 0.01 each gets his turn', async () => {
    const { projectId } = await world.funded(
      { Ann: 1, Bea: 1, Cid: 1 },
      { tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts', ratio: '1' }] }] },
    )
    const got = new Map<string, bigint>()
    for (const period of ['2025-03', '2025-04', '2025-05']) {
      const id = await world.month(projectId, period, '0.01')
      for (const { holderId, net } of await dividends(em(), { distributionIds: [id] }))
        got.set(holderId, (got.get(holderId) ?? 0n) + net)
    }
    expect([...got.values()]).toEqual([1n, 1n, 1n])
  })

  test('takes all approved reports that wait in one run', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await world.approved(projectId, '2025-02', '10.00')
    await world.approved(projectId, '2025-03', '20.00')
    const { distributionId } = await run(projectId)
    expect(await distributions(em(), [distributionId])).toMatchObject([
      { amount: 3_000n, recordDate: '2025-03-31' },
    ])
  })

  test('runs tiers one after the other on exact fractions, partners included', async () => {
    const label = await world.person('Label')
    const { projectId } = await world.funded(
      { Ann: 1 },
      {
        partners: [{ code: 'label', name: 'Label', partyId: label }],
        tiers: [
          { name: 'Fee', takes: '0.15', split: [{ to: 'partner:label', ratio: '1' }] },
          {
            name: 'Rest',
            takes: '1',
            split: [
              { to: 'class:parts', ratio: '2/3' },
              { to: 'issuer', ratio: '1/3' },
            ],
          },
        ],
      },
    )
    const id = await world.month(projectId, '2025-03', '100.01')
    // 10,001: 15 % = 1,500.15; of the rest 8,500.85 two thirds = 5,667.2333…, one third = 2,833.6166…
    expect(await parts(id)).toEqual([
      ['partner:label', '30003/20', 1_500n, true],
      ['class:parts', '170017/30', 5_667n, true],
      ['issuer', '170017/60', 2_834n, true],
    ])
    expect(
      await balanceOf(em(), { kind: 'partner', ownerId: label, scopeId: projectId, currency: 'EUR' }),
    ).toBe(1_500n)
  })
})

describe('unsold shares', () => {
  const all = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]

  test('raise the sold ones where the contract says so', async () => {
    const { projectId } = await world.funded({ Ann: 30, Bea: 30 }, { tiers: all, unsold: 'raisesSold' }, 90)
    expect(await parts(await world.month(projectId, '2025-03', '9.00'))).toEqual([
      ['class:parts', '900', 900n, true],
    ])
  })

  test('are the issuer’s where it says so', async () => {
    const { projectId } = await world.funded({ Ann: 30, Bea: 30 }, { tiers: all, unsold: 'toIssuer' }, 90)
    expect(await parts(await world.month(projectId, '2025-03', '9.00'))).toEqual([
      ['class:parts', '600', 600n, true],
      ['issuer', '300', 300n, true],
    ])
  })
})

describe('who collects the revenue', () => {
  test.each<['issuer' | 'platform', string, bigint]>([
    ['issuer', '800.00', 80_000n],
    ['platform', '500.00', 50_000n],
  ])(
    'the %s keeps his own part: it is shown, neither asked for nor booked',
    async (collectedBy, needed, posted) => {
      const { projectId } = await world.funded({ Ann: 1 }, { collectedBy })
      const now = await world.approved(projectId, '2025-03', '1000.00', needed)
      const { distributionId } = await world.run(now, tx => distribute(tx, { projectId }, now))
      const lines = await recipientsOf(em(), distributionId)
      expect(lines.filter(line => !line.posted).map(line => line.recipient)).toEqual([collectedBy])
      expect(lines.filter(line => line.posted).reduce((total, line) => total + line.amount, 0n)).toBe(posted)
    },
  )
})

describe('a run is refused, and nothing is changed,', () => {
  test('until the money is there: it says how much is needed and how much has come', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const now = await world.approved(projectId, '2025-03', '1000.00', '999.99')
    await expect(run(projectId)).rejects.toThrow(
      refused(
        'FUNDS_MISSING',
        "1000.00 EUR is needed, 999.99 EUR has arrived on the project's account in EUR, 0.01 EUR is missing",
      ),
    )
    const money = {
      bankReference: newId(),
      amount: 1n,
      currency: 'EUR' as const,
      receivedAt: now,
      remittance: '',
      payer: null,
    }
    await world.run(now, tx => receiveRevenue(tx, { ...money, projectId }, now))
    await run(projectId)
  })

  test('when nothing waits, or what waits comes to nothing', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await expect(run(projectId)).rejects.toThrow(
      refused('NOTHING_TO_DISTRIBUTE', '0 approved reports wait, together 0.00 EUR'),
    )
    await world.approved(projectId, '2025-03', '0.00')
    await expect(run(projectId)).rejects.toThrow(
      refused('NOTHING_TO_DISTRIBUTE', '1 approved reports wait, together 0.00 EUR'),
    )
  })

  test('before the report is approved', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const line = { source: 'Sales', gross: EUR('5.00'), deduction: null, deductionLabel: null }
    const report = {
      projectId,
      periodStart: '2025-03-01',
      periodEnd: '2025-03-31',
      lines: [line],
      reporterId: newId(),
    }
    await world.run('2025-04-05', tx => reportRevenue(tx, report, at('2025-04-05')))
    await expect(run(projectId)).rejects.toThrow(refused('NOTHING_TO_DISTRIBUTE'))
  })

  test('when nobody held the class at the record date', async () => {
    const { projectId } = await world.funded({ Ann: 1 }) // allotted on 10 February
    await world.approved(projectId, '2025-01', '10.00')
    await expect(run(projectId)).rejects.toThrow(
      refused('NO_HOLDERS', '3.00 EUR is due to "parts", which nobody held at the end of 2025-01-31'),
    )
  })

  test('on the day of approval where that day is the record date: it is not over', async () => {
    const { projectId } = await world.funded({ Ann: 1 }, { recordDate: 'approvalDay' })
    await world.approved(projectId, '2025-03', '10.00') // approved on 4 April
    await expect(run(projectId, '2025-04-04T21:59:59.999Z')).rejects.toThrow(
      refused('RECORD_DATE_AHEAD', 'at the end of 2025-04-04; today is 2025-04-04'),
    )
    await run(projectId, '2025-04-04T22:00:00.000Z') // midnight in Paris
  })

  test('without a signed contract, and of a project that is not there', async () => {
    await expect(run(newId())).rejects.toThrow(refused('PROJECT_UNKNOWN'))
  })
})

test('a new version of the contract counts from its signature on, and its signer is another person', async () => {
  const { projectId } = await world.funded({ Ann: 1 })
  const tiers = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]
  const { contractId } = await world.run('2025-03-01', tx =>
    proposeContract(tx, { projectId, terms: { ...CONTRACT, tiers } }),
  )
  const sign = (signerId: string) =>
    world.run('2025-03-02', tx => signContract(tx, { contractId, signerId }, at('2025-03-02')))
  const first = await world.month(projectId, '2025-02', '1.00')
  await sign(newId())
  await expect(sign(newId())).rejects.toThrow(refused('CONTRACT_SIGNED', 'Version 2'))
  const second = await world.month(projectId, '2025-03', '1.00')
  expect([(await parts(first)).length, (await parts(second)).length]).toEqual([3, 1])
})

test('two reports approved while a run goes on are not lost: they wait for the next', async () => {
  const { projectId } = await world.funded({ Ann: 1 })
  await world.approved(projectId, '2025-02', '10.00')
  const [first] = await Promise.all([run(projectId), world.approved(projectId, '2025-03', '10.00')])
  const rest = await run(projectId).catch(error => error.code)
  const amounts = (await distributions(em(), [first.distributionId])).map(each => each.amount)
  expect(rest === 'NOTHING_TO_DISTRIBUTE' ? amounts : [...amounts, 1_000n]).toEqual(
    rest === 'NOTHING_TO_DISTRIBUTE' ? [2_000n] : [1_000n, 1_000n],
  )
})
