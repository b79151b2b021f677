import { describe, expect, test } from '@jest/globals'
import { gatherer } from '../src/gather.ts'

/** A desk whose groups are finished by hand, in turn. */
function desk(same: (item: string) => string | null = () => null) {
  const groups: { thing: string; items: readonly string[]; finish(error?: Error): void }[] = []
  const ask = gatherer<string, string>(
    (thing, arrived) =>
      new Promise((resolve, reject) => {
        const items = arrived()
        const finish = (error?: Error) =>
          error === undefined ? resolve(items.map(item => `done ${item}`)) : reject(error)
        groups.push({ thing, items, finish })
      }),
    same,
  )
  return { ask, groups, seen: () => groups.map(({ thing, items }) => `${thing}: ${items.join(' ')}`) }
}

/** Everything that waits for nothing but what has happened already, and for the next turn. */
const settled = () => new Promise(resolve => setImmediate(() => setImmediate(resolve)))

describe('requests about one thing', () => {
  test('that arrive in one turn are carried out together, and the next wait together meanwhile', async () => {
    const { ask, groups, seen } = desk()
    const answers = [ask('x', 'a'), ask('x', 'b')]
    expect(seen()).toEqual([])
    await settled()
    expect(seen()).toEqual(['x: a b'])
    answers.push(ask('x', 'c'))
    await settled()
    answers.push(ask('x', 'd'))
    groups[0]?.finish()
    await settled()
    expect(seen()).toEqual(['x: a b', 'x: c d'])
    groups[1]?.finish()
    expect(await Promise.all(answers)).toEqual(['done a', 'done b', 'done c', 'done d'])
    void ask('x', 'e')
    await settled()
    expect(seen().at(-1)).toBe('x: e')
  })

  test('do not wait for those about another', async () => {
    const { ask, seen } = desk()
    for (const [thing, item] of [
      ['x', 'a'],
      ['y', 'b'],
    ] as const)
      void ask(thing, item)
    await settled()
    expect(seen()).toEqual(['x: a', 'y: b'])
  })

  test('with the same name are never in one group, and keep their order', async () => {
    const { ask, groups, seen } = desk(item => (item.startsWith('-') ? null : item.charAt(0)))
    for (const item of ['a1', 'b1', 'a2', 'c1', 'a3', '-', '-', 'b2']) void ask('x', item)
    for (let group = 0; group < 4; group++) {
      await settled()
      groups[group]?.finish()
    }
    expect(seen()).toEqual(['x: a1 b1 c1 - -', 'x: a2 b2', 'x: a3'])
  })

  test('with the same name, however many, never make the others wait for more than the group before', async () => {
    const { ask, groups } = desk(item => item)
    for (let time = 0; time < 400; time++) void ask('x', 'same')
    for (const item of ['a', 'b']) void ask('x', item)
    await settled()
    expect(groups[0]?.items).toEqual(['same', 'a', 'b'])
  })

  test('come in groups of a size that is kept, and nobody is passed over', async () => {
    const { ask, groups } = desk()
    const all = Array.from({ length: 300 }, (_, index) => `${index}`)
    for (const item of all) void ask('x', item)
    for (let group = 0; group === 0 || group < groups.length; group++) {
      await settled()
      groups[group]?.finish()
      await settled()
    }
    expect(groups.flatMap(({ items }) => items)).toEqual(all)
    expect(Math.max(...groups.map(({ items }) => items.length))).toBeLessThan(300)
  })

  test('all get the error of their group, and those after them are carried out', async () => {
    const { ask, groups } = desk()
    const lost = [ask('x', 'a'), ask('x', 'b')].map(answer => expect(answer).rejects.toThrow('lost'))
    await settled()
    const after = ask('x', 'c')
    groups[0]?.finish(new Error('lost'))
    await Promise.all(lost)
    await settled()
    groups[1]?.finish()
    expect(await after).toBe('done c')
  })

  test('that arrive while the group waits for what it needs go with it, and once it is closed no more', async () => {
    const seen: string[][] = []
    let free = () => {}
    const needed = new Promise<void>(resolve => {
      free = resolve
    })
    const ask = gatherer<string, string>(
      async (_thing, arrived) => {
        await needed
        const items = arrived()
        seen.push([...items])
        await settled()
        expect(arrived()).toEqual(items)
        return items.map(item => `done ${item}`)
      },
      () => null,
    )
    const answers = [ask('x', 'a')]
    await settled()
    answers.push(ask('x', 'b'))
    free()
    await settled()
    answers.push(ask('x', 'c'))
    expect(await Promise.all(answers)).toEqual(['done a', 'done b', 'done c'])
    expect(seen).toEqual([['a', 'b'], ['c']])
  })

  test('are all told of a failure that comes before they were asked for', async () => {
    const ask = gatherer<string, string>(
      async () => {
        await settled()
        throw new Error('no database')
      },
      () => null,
    )
    const answers = [ask('x', 'a')]
    await settled()
    answers.push(ask('x', 'b'))
    expect((await Promise.allSettled(answers)).map(each => each.status)).toEqual(['rejected', 'rejected'])
  })
})
