import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { expireDue } from '../../../../src/domain/shares/expire-reservations.ts'
import { activeSubscriptions } from '../../../../src/domain/shares/subscriptions.ts'
import { waitingEntries } from '../../../../src/domain/shares/waiting/entries.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { waitingWorld } from './waiting-world.ts'

const database = useDatabase()
const world = waitingWorld(database)
const OFFERED = 10

/** A list in memory: who holds how much by which entry or order, and who waits, in order. */
type Model = { held: Map<string, number>; waiting: { id: string; shares: number; acceptFewer: boolean }[] }

const left = ({ held }: Model) => OFFERED - [...held.values()].reduce((sum, shares) => sum + shares, 0)

/** The plainest way to say it: the first is served while he fits, or takes what there is. */
function promote(model: Model): void {
  for (;;) {
    const [first] = model.waiting
    if (first === undefined || left(model) < (first.acceptFewer ? 1 : first.shares)) return
    model.held.set(first.id, Math.min(first.shares, left(model)))
    model.waiting.shift()
  }
}

const step = fc.oneof(
  fc.record({
    what: fc.constant('order' as const),
    shares: fc.integer({ min: 1, max: 6 }),
    few: fc.boolean(),
  }),
  fc.record({
    what: fc.constant('wait' as const),
    shares: fc.integer({ min: 1, max: 12 }),
    few: fc.boolean(),
  }),
  fc.record({ what: fc.constant('withdraw' as const), which: fc.nat(20) }),
  fc.record({ what: fc.constant('leave' as const), which: fc.nat(20) }),
)

test('whatever is ordered, taken back, waited for and left, no share is sold twice and nobody is overtaken', async () => {
  const { classId } = await world.project({}, 1000)
  const people = await Promise.all(Array.from({ length: 24 }, (_, index) => world.person(`P${index}`)))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async steps => {
      const offeringId = await world.offering(classId, { shares: OFFERED, goalMode: 'none', goal: null })
      const model: Model = { held: new Map(), waiting: [] }
      /** The entries by which somebody held shares, and to whom entries belong. */
      const [entries, owners] = [new Set<string>(), new Map<string, string>()]
      for (const [index, each] of steps.entries()) {
        const person = people[index] ?? ''
        if (each.what === 'order' || each.what === 'wait') {
          const size = { shares: each.shares, acceptFewer: each.few }
          const fits = left(model) >= (each.few ? 1 : each.shares)
          if (each.what === 'order') {
            const made = world.order(offeringId, person, size)
            if (fits) model.held.set(await made, Math.min(each.shares, left(model)))
            else await expect(made).rejects.toMatchObject({ code: 'SOLD_OUT' })
          } else {
            const made = world.wait(offeringId, person, size)
            if (fits) await expect(made).rejects.toMatchObject({ code: 'SHARES_AVAILABLE' })
            else if (each.shares > OFFERED && !each.few)
              await expect(made).rejects.toMatchObject({ code: 'WAITING_TOO_LARGE' })
            else {
              const id = await made
              entries.add(id)
              owners.set(id, person)
              model.waiting.push({ id, shares: each.shares, acceptFewer: each.few })
            }
          }
        } else if (each.what === 'withdraw') {
          const id = [...model.held.keys()][each.which % Math.max(1, model.held.size)]
          if (id === undefined) continue
          const [entry] = entries.has(id) ? await waitingEntries(world.em(), [id]) : []
          await world.takeBack(entry?.subscriptionId ?? id)
          model.held.delete(id)
          promote(model)
        } else {
          const entry = model.waiting[each.which % Math.max(1, model.waiting.length)]
          if (entry === undefined) continue
          await world.leave(entry.id, owners.get(entry.id) ?? '')
          model.waiting = model.waiting.filter(other => other !== entry)
          promote(model)
        }
        await compare(offeringId, model, entries)
      }
      const due = at('2025-02-01')
      await world.run(due, em => expireDue(em, { offeringId }, due))
      model.held.clear()
      await compare(offeringId, model, entries)
    }),
    { numRuns: 12, seed: 2008 },
  )
})

/** The engine and the list in memory say the same. */
async function compare(offeringId: string, model: Model, entries: ReadonlySet<string>): Promise<void> {
  const rows = await waitingEntries(world.em(), [...entries])
  const byOrder = new Map(rows.map(row => [row.subscriptionId, row.id]))
  const orders = await activeSubscriptions(world.em(), offeringId)
  const held = orders.map(order => [byOrder.get(order.id) ?? order.id, order.shares] as const)
  expect(new Map(held)).toEqual(model.held)
  const waiting = rows.filter(row => row.ended === null).toSorted((a, b) => a.position - b.position)
  expect(waiting.map(row => [row.id, row.ahead])).toEqual(model.waiting.map(({ id }, index) => [id, index]))
  const { sharesTaken } = await offeringOf(world.em(), offeringId)
  expect(sharesTaken).toBe(OFFERED - left(model))
  expect(sharesTaken).toBeLessThanOrEqual(OFFERED)
}
