import { setImmediate as turn } from 'node:timers/promises'

/** How many requests are carried out together at most: what waits beyond that is fair to answer a moment later. */
const MOST = 192

type Waiting<Item, Answer> = {
  item: Item
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** Those that have arrived: asked for the first time it closes the group, and then says the same again. */
export type Arrived<Item> = () => readonly Item[]

/**
 * Gathers requests about one thing: those that arrive in one turn, or while others are carried out, are carried out
 * together, in the order of their arrival. So a thing that nobody else asks for is answered without waiting, and one that all
 * ask for at the same time is locked once per group. The work says when a group is closed, by asking who has arrived: who
 * comes while it waits for a lock goes with it. `same`: of two requests with the same name in it the second waits for the
 * group after; null has no name.
 */
export function gatherer<Item, Answer>(
  work: (thing: string, arrived: Arrived<Item>) => Promise<readonly Answer[]>,
  same: (item: Item) => string | null,
): (thing: string, item: Item) => Promise<Answer> {
  const queues = new Map<string, Waiting<Item, Answer>[]>()

  async function carryOut(thing: string, queue: Waiting<Item, Answer>[]): Promise<void> {
    // All that have arrived by now come before the first is begun.
    await turn()
    while (queue.length > 0) {
      let group: Waiting<Item, Answer>[] | undefined
      const close = () => (group ??= takeGroup(queue, same))
      try {
        const answers = await work(thing, () => close().map(({ item }) => item))
        for (const [index, { resolve }] of close().entries()) resolve(answers[index] as Answer)
      } catch (error) {
        for (const { reject } of close()) reject(error)
      }
    }
    queues.delete(thing)
  }

  return (thing, item) =>
    new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject }
      const queue = queues.get(thing)
      if (queue !== undefined) {
        queue.push(waiting)
        return
      }
      const first = [waiting]
      queues.set(thing, first)
      void carryOut(thing, first)
    })
}

/** Takes the first of a queue out of it, of those with the same name only one: the others keep their places. */
function takeGroup<Item, Answer>(
  queue: Waiting<Item, Answer>[],
  same: (item: Item) => string | null,
): Waiting<Item, Answer>[] {
  const names = new Set<string>()
  const group: Waiting<Item, Answer>[] = []
  const later: Waiting<Item, Answer>[] = []
  for (const waiting of queue.splice(0)) {
    const name = same(waiting.item)
    const waits = group.length === MOST || (name !== null && names.has(name))
    if (name !== null) names.add(name)
    ;(waits ? later : group).push(waiting)
  }
  queue.push(...later)
  return group
}
