import { expect, test } from '@jest/globals'
import { newId } from '../../src/domain/ids.ts'
import { bytesOf, isGiven, packedIds, packIds, setId } from '../../src/domain/packed-ids.ts'

test('ids come out of their column as they went in', () => {
  const ids = Array.from({ length: 100 }, newId)
  const packed = packIds(ids)
  expect(packed).toHaveLength(100)
  expect(ids.map((_, index) => packed.at(index))).toEqual(ids)
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
