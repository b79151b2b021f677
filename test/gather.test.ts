import { describe, expect, test } from '@jest/globals'
import { gatherer } from '../src/gather.ts'

/** A desk whose groups are finished by hand, in turn. */
function desk(same: (item: string) => string | null = () => null) {
  const groups: { thing: string; items: readonly string[]; finish(error?: Error): void }[] = []
  const ask = gatherer<string, string>(
    (thing, items) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error) =>
          error === undefined ? resolve(items.map(item => `done ${item}`)) : reject(error)
        groups.push({ thing, items, finish })
      }),
    same,
  )
  return { ask, groups, seen: () => groups.map(({ thing, items }) => `${thing}: ${items.join(' ')}`) }
}

/** Everything that waits for nothing but what has happened already. */
const settled = () => new Promise(resolve => setImmediate(resolve))

describe('requests about one thing', () => {
  test('begin at once when nobody is there, and wait together while others are carried out', async () => {
    const { ask, groups, seen } = desk()
    const answers = [ask('x', 'a'), ask('x', 'b'), ask('x', 'c')]
    expect(seen()).toEqual(['x: a'])
    groups[0]?.finish()
    await settled()
    expect(seen()).toEqual(['x: a', 'x: b c'])
    const late = ask('x', 'd')
    groups[1]?.finish()
    await settled()
    expect(seen()).toEqual(['x: a', 'x: b c', 'x: d'])
    groups[2]?.finish()
    expect(await Promise.all([...answers, late])).toEqual(['done a', 'done b', 'done c', 'done d'])
    void ask('x', 'e')
    expect(seen().at(-1)).toBe('x: e')
  })

  test('do not wait for those about another', () => {
    const { ask, seen } = desk()
    for (const [thing, item] of [
      ['x', 'a'],
      ['y', 'b'],
    ] as const)
      void ask(thing, item)
    expect(seen()).toEqual(['x: a', 'y: b'])
  })

  test('with the same name are never in one group, and keep their order', async () => {
    const { ask, groups, seen } = desk(item => (item.startsWith('-') ? null : item.charAt(0)))
    for (const item of ['a1', 'b1', 'a2', 'c1', 'a3', '-', '-', 'b2']) void ask('x', item)
    for (let group = 0; group < 4; group++) {
      groups[group]?.finish()
      await settled()
    }
    expect(seen()).toEqual(['x: a1', 'x: b1 a2 c1 - -', 'x: a3 b2'])
  })

  test('come in groups of a size that is kept, and nobody is passed over', async () => {
    const { ask, groups } = desk()
    const all = Array.from({ length: 300 }, (_, index) => `${index}`)
    for (const item of all) void ask('x', item)
    for (let group = 0; group < groups.length; group++) {
      groups[group]?.finish()
      await settled()
    }
    expect(groups.flatMap(({ items }) => items)).toEqual(all)
    expect(Math.max(...groups.map(({ items }) => items.length))).toBeLessThan(300)
  })

  test('all get the error of their group, and those after them are carried out', async () => {
    const { ask, groups } = desk()
    const [first, second, third] = [ask('x', 'a'), ask('x', 'b'), ask('x', 'c')]
    groups[0]?.finish()
    await first
    await settled()
    const after = ask('x', 'd')
    groups[1]?.finish(new Error('lost'))
    await expect(second).rejects.toThrow('lost')
    await expect(third).rejects.toThrow('lost')
    await settled()
    groups[2]?.finish()
    expect(await after).toBe('done d')
  })
})
