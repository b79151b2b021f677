import { expect, test } from '@jest/globals'
import { newId } from '../../src/domain/ids.ts'
import { bytesOf, isGiven, packedIds, packIds, placeOf, setId } from '../../src/domain/packed-ids.ts'

test('ids come out of their column as they went in', () => {
  const ids = Array.from({ length: 100 }, newId)
  const packed = packIds(ids)
  expect(packed).toHaveLength(100)
  expect(ids.map((_, index) => packed.at(index))).toEqual(ids)
})

test('an id is found at its place among ids in their order, and another nowhere', () => {
  const [other, ...ids] = Array.from({ length: 12 }, newId).toSorted((a, b) => (a < b ? -1 : 1)) as [
    string,
    ...string[],
  ]
  const packed = packIds(ids)
  expect(ids.map(id => placeOf(packed, id))).toEqual([...ids.keys()])
  expect([placeOf(packed, other), placeOf(packIds([]), other)]).toEqual([-1, -1])
})

test('a place may be empty, and be filled later', () => {
  const packed = packedIds(new Uint8Array(48))
  const id = newId()
  setId(packed, 1, id)
  expect([0, 1, 2].map(index => isGiven(packed, index))).toEqual([false, true, false])
  expect(packed.at(1)).toBe(id)
})

test.each(['', 'x', newId().slice(1)])('"%s" is no id', text => {
  expect(() => bytesOf(text)).toThrow('is no id')
})
