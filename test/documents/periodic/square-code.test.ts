import { expect, test } from '@jest/globals'
import { squareCode } from '../../../src/documents/periodic/square-code.ts'

test('a code has its three corners, and grows with its text', () => {
  const { size, runs } = squareCode('https://tantieme.example/verify/P-0000-0000-0001')
  const rowTop = runs.filter(run => run.y === 0)
  expect(rowTop[0]).toEqual({ x: 0, y: 0, width: 7 })
  expect(rowTop.at(-1)).toEqual({ x: size - 7, y: 0, width: 7 })
  expect(runs.find(run => run.y === size - 1)).toEqual({ x: 0, y: size - 1, width: 7 })
  expect(squareCode('x'.repeat(200)).size).toBeGreaterThan(size)
})
