import { describe, expect, test } from '@jest/globals'
import { recordEnding } from '../../../../src/domain/dividends/endings/record-ending.ts'
import { revokeEnding } from '../../../../src/domain/dividends/endings/revoke-ending.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { APPROVER, endingIn, FINANCE, FREE } from './loan-world.ts'

const database = useDatabase()
const { world, record, approve, end, state, recover } = endingIn(database)
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a bad end', () => {
  test('goes from live over default and insolvency to wound up, each step with its day, source and document', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    expect(await state(projectId)).toBe('live')
    const evidence = 'a'.repeat(64)
    await record(projectId, 'default', '2025-06-01', { source: 'Letter of the issuer' })
    expect(await state(projectId)).toBe('default')
    await record(projectId, 'insolvency', '2025-09-01', { source: 'BODACC A 170', evidence })
    expect(await state(projectId)).toBe('insolvent')
    const windUp = await record(projectId, 'windUp', '2025-11-15', { source: 'Judgment of closure' })
    expect(await state(projectId)).toBe('insolvent')
    await approve(windUp)
    const { state: last, endings } = await end(projectId, '2025-12-03')
    expect(last).toBe('woundUp')
    expect(
      endings.map(each => [each.kind, each.occurredOn, each.source, each.evidence, each.approverId]),
    ).toEqual([
      ['default', '2025-06-01', 'Letter of the issuer', null, null],
      ['insolvency', '2025-09-01', 'BODACC A 170', evidence, null],
      ['windUp', '2025-11-15', 'Judgment of closure', null, APPROVER],
    ])
  })

  test('is recorded once, in the order of the table and of time', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await record(projectId, 'insolvency', '2025-09-01')
    await expect(record(projectId, 'insolvency', '2025-09-02')).rejects.toEqual(
      refused(
        'ENDING_IMPOSSIBLE',
        'A project that is "insolvent" cannot become "insolvent"; it can become: woundUp.',
      ),
    )
    await expect(record(projectId, 'default', '2025-09-02')).rejects.toEqual(refused('ENDING_IMPOSSIBLE'))
    await expect(record(projectId, 'maturity', '2025-09-02')).rejects.toEqual(refused('ENDING_IMPOSSIBLE'))
    await expect(record(projectId, 'windUp', '2025-08-31')).rejects.toEqual(
      refused(
        'ENDING_BEFORE_LAST',
        'happened on 2025-08-31; what was recorded before it happened on 2025-09-01',
      ),
    )
    await approve(await record(projectId, 'windUp', '2025-09-01'))
    await expect(record(projectId, 'windUp', '2025-11-01')).rejects.toEqual(
      refused('ENDING_IMPOSSIBLE', 'it can become: no other.'),
    )
  })

  test('is recorded from the day on which it happened, in the zone of the project', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const input = {
      projectId,
      kind: 'default' as const,
      occurredOn: '2025-12-01',
      source: 'x',
      evidence: null,
    }
    const try_ = (now: Date) => world.run(now, tx => recordEnding(tx, { ...input, recorderId: FINANCE }, now))
    await expect(try_(at('2025-11-30T22:59:59.999Z'))).rejects.toEqual(
      refused('DAY_AHEAD', 'today is 2025-11-30'),
    )
    await try_(at('2025-11-30T23:00:00Z'))
    expect(await state(projectId)).toBe('default')
  })

  test.each([
    ['no day', { occurredOn: '2025-13-01' }, 'DATE_MALFORMED'],
    ['no source', { source: '  ' }, 'EXPLANATION_MALFORMED'],
    ['a document without its hash', { evidence: 'judgment.pdf' }, 'EVIDENCE_MALFORMED'],
    ['no project', { projectId: newId() }, 'PROJECT_UNKNOWN'],
  ])('is not recorded with %s', async (_what, change, code) => {
    const { projectId } = await world.project()
    const sent = { projectId, occurredOn: '2025-06-01', ...change }
    await expect(record(sent.projectId, 'default', sent.occurredOn, sent)).rejects.toEqual(refused(code))
  })
})

describe('a winding up', () => {
  test('is confirmed by somebody else, who does not belong to the issuer', async () => {
    const { projectId, issuerId } = await world.funded({ Ann: 1 })
    const windUp = await record(projectId, 'windUp', '2025-11-15')
    await expect(approve(windUp, FINANCE)).rejects.toEqual(refused('SAME_PERSON'))
    await expect(approve(windUp, issuerId)).rejects.toEqual(refused('APPROVER_IS_ISSUER'))
    await expect(approve(newId())).rejects.toEqual(refused('ENDING_UNKNOWN'))
    await approve(windUp)
    await expect(approve(windUp)).rejects.toEqual(refused('ENDING_IMPOSSIBLE'))
  })

  test('is all that waits for an approver', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const id = await record(projectId, 'default', '2025-11-15')
    await expect(approve(id)).rejects.toEqual(refused('ENDING_UNKNOWN', `There is no ending ${id}`))
  })

  test('that was recorded twice is confirmed once', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const [first, second] = [
      await record(projectId, 'windUp', '2025-11-15'),
      await record(projectId, 'windUp', '2025-11-16'),
    ]
    await approve(second)
    await expect(approve(first)).rejects.toEqual(refused('ENDING_IMPOSSIBLE'))
  })

  test('lets nothing be reported that is not named a recovery', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    const message =
      'The project was wound up on 2025-11-15: "Liquidator" can only be reported in the category "recovery".'
    await expect(recover(projectId, '5.00', null)).rejects.toEqual(refused('PROJECT_WOUND_UP', message))
    await expect(recover(projectId, '5.00', 'sales')).rejects.toEqual(refused('PROJECT_WOUND_UP'))
    await recover(projectId, '5.00', 'recovery')
  })
})

describe('what was recorded by mistake', () => {
  const revoke = (endingId: string, reason = 'Another firm of that name', now = '2025-12-02') =>
    world.run(now, tx => revokeEnding(tx, { endingId, reason, revokerId: FINANCE }, at(now)))

  test('is taken back, counts no more, and stays to be read', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const id = await record(projectId, 'insolvency', '2025-09-01')
    await revoke(id)
    const { state: now, endings } = await end(projectId, '2025-12-03')
    expect([now, endings.map(each => [each.kind, each.revokedAt])]).toEqual([
      'live',
      [['insolvency', at('2025-12-02')]],
    ])
    await expect(revoke(id)).rejects.toEqual(refused('ENDING_REVOKED', 'at 2025-12-02T12:00:00.000Z'))
    // What is right may be dated before it.
    await record(projectId, 'default', '2025-08-01')
    expect(await state(projectId)).toBe('default')
  })

  test('is no default of the loan any more', async () => {
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    const now = '2025-03-10'
    const id = await record(projectId, 'default', '2025-03-01', { now })
    expect(await state(projectId, now)).toBe('default')
    await revoke(id, 'A misread letter', now)
    expect(await state(projectId, now)).toBe('live')
  })

  test('is a winding up only until it is confirmed, and cannot be confirmed afterwards', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const first = await record(projectId, 'windUp', '2025-11-15')
    await revoke(first)
    await expect(approve(first)).rejects.toEqual(refused('ENDING_UNKNOWN'))
    const second = await record(projectId, 'windUp', '2025-11-16')
    await approve(second)
    await expect(revoke(second)).rejects.toEqual(
      refused('ENDING_FINAL', 'confirmed at 2025-12-02T12:00:00.000Z'),
    )
  })

  test('needs a reason, and to be there', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await expect(revoke(await record(projectId, 'default', '2025-11-15'), ' ')).rejects.toEqual(
      refused('EXPLANATION_MALFORMED'),
    )
    await expect(revoke(newId())).rejects.toEqual(refused('ENDING_UNKNOWN'))
  })
})

describe('a contract that is fulfilled', () => {
  test('is recorded, and is the end of it', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await record(projectId, 'maturity', '2025-11-15')
    expect(await state(projectId)).toBe('matured')
    await expect(record(projectId, 'insolvency', '2025-11-16')).rejects.toEqual(
      refused('ENDING_IMPOSSIBLE', '"matured" cannot become "insolvent"'),
    )
  })

  test('has given back at least what was lent', async () => {
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    await world.month(projectId, '2025-03', '19.99')
    await expect(record(projectId, 'maturity', '2025-04-10', { now: '2025-04-10' })).rejects.toEqual(
      refused('CAPITAL_OPEN', 'The class got 19.99 EUR of the 20.00 EUR it put in'),
    )
  })

  test('may be it before its time, with the capital back and interest forgone', async () => {
    const schedule = { ...FREE.schedule, rateRatio: '0.12' } as NonNullable<typeof FREE.schedule>
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, { ...FREE, interestFree: false, schedule })
    await world.month(projectId, '2025-03', '20.00')
    expect(await state(projectId, '2025-05-10')).toBe('late')
    await record(projectId, 'maturity', '2025-04-04', { now: '2025-05-10' })
    expect(await state(projectId, '2025-05-10')).toBe('matured')
  })
})
