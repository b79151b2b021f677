import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { newId } from '../../../src/domain/ids.ts'
import type { AccountKind } from '../../../src/domain/ledger/kinds.ts'
import { trialBalance } from '../../../src/domain/ledger/trial-balance.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { legState } from '../../../src/domain/payments/payouts/payout-states.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../src/domain/payments/payouts/settle-legs.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { useDatabase } from '../../support/database.ts'
import { OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const { run } = world

/** Everything that is owed and neither waits for an order or a distribution nor belongs to nobody. */
const NOT_PAYEES: readonly AccountKind[] = [
  'bank',
  'card',
  'internal',
  'recoverable',
  'suspense',
  'subscriber',
  'revenue',
]

async function owedByBooks(): Promise<bigint> {
  const rows = (await trialBalance(em())).filter(({ kind }) => !NOT_PAYEES.includes(kind))
  return rows.reduce((sum, { debit, credit }) => sum + credit - debit, 0n)
}

const DAYS = ['2025-05-05', '2025-06-05', '2025-07-07', '2025-08-05'] as const
const NOW = ['2025-05-02T08:00:00Z', '2025-06-03', '2025-07-03', '2025-08-01'] as const

test('the groups add up to what the books owe to the cent, whatever is done in whichever order', async () => {
  await paying.openBank()
  const { projectId, issuerId, holders } = await world.funded({ Ann: 5, Bea: 3, Cid: 1 })
  const payees = [...Object.values(holders), issuerId]
  const batches: string[] = []
  const legsIn = async (state: string) =>
    (await Promise.all(batches.map(id => legsOfBatch(em(), id))))
      .flat()
      .filter(leg => legState(leg) === state)
  const first = async (state: string) => (await legsIn(state)).slice(0, 1).map(leg => leg.endToEndId)
  let months = 0
  const deeds = {
    month: async (_: number) => {
      const names = ['2025-01', '2025-02', '2025-03', '2025-04']
      if (months < names.length) await world.month(projectId, names[months++] ?? '', `${months}00.07`)
    },
    known: (time: number) => paying.known(payees[time] ?? '', '2025-04-01'),
    change: (time: number) => paying.name(payees[time] ?? '', NOW[time] ?? '', OTHER_IBAN),
    prepare: async (time: number) => batches.push(await paying.prepare(DAYS[time] ?? '', NOW[time] ?? '')),
    send: async (time: number) => {
      if (batches.length === 0) return
      await paying.approve(batches.at(-1) ?? '', NOW[time] ?? '')
      await paying.send(batches.at(-1) ?? '', NOW[0])
    },
    cancel: async (time: number) => {
      if (batches.length === 0) return
      const input = { batchId: batches.at(-1) ?? '', endToEndIds: null, reason: 'x', cancellerId: newId() }
      await run(at(NOW[time] ?? ''), tx => cancelLegs(tx, input, at(NOW[time] ?? '')))
    },
    settle: async () => {
      const endToEndIds = await first('sent')
      await run(DAYS[3], tx => settleLegs(tx, { endToEndIds, debitId: null }, at(DAYS[3])))
    },
    reject: async () => {
      const endToEndIds = await first('sent')
      await run(DAYS[3], tx => rejectLegs(tx, { endToEndIds, reason: 'AC01' }, at(DAYS[3])))
    },
    back: async () => {
      for (const endToEndId of await first('settled')) {
        await run(DAYS[3], tx => returnLeg(tx, { endToEndId, reason: 'AC04', receiptId: null }, at(DAYS[3])))
      }
    },
  }
  const deed = fc.tuple(
    fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
    fc.nat({ max: 3 }),
  )
  const seen = new Set<unknown>()
  for (const [name, time] of fc.sample(deed, { numRuns: 60, seed: 2008 })) {
    // A verb that refuses has changed nothing: also then the groups are looked at.
    await deeds[name](time).catch(error => (error instanceof Refusal ? null : Promise.reject(error)))
    const { groups, sum, liability } = await paying.groups(DAYS[time] ?? '', NOW[time] ?? '')
    expect([name, sum, liability]).toEqual([name, await owedByBooks(), sum])
    for (const [, code] of groups) seen.add(code)
  }
  expect([...seen].toSorted()).toEqual(
    expect.arrayContaining(['NO_ACCOUNT', 'ON_ITS_WAY', 'READY', 'RETURNED']),
  )
})
