import { expect, test } from '@jest/globals'
import { literalSql } from '../../src/database/literal-sql.ts'

const written = (...parameters: unknown[]) => {
  return literalSql({ sql: parameters.map((_, index) => `$${index + 1}`).join(' '), parameters })
}

test('ids, codes, instants, counts and lists of them stand in the text', () => {
  const instant = new Date('2025-04-01T00:00:00Z')
  expect(written('EUR', 3, -3, true, null, instant, ['a', 'b'], [instant], [])).toBe(
    "'EUR' (3) (-3) true null '2025-04-01T00:00:00.000Z' '{a,b}' '{2025-04-01T00:00:00.000Z}' '{}'",
  )
})

test('a tenth parameter is not taken for the first', () => {
  expect(written(...Array.from({ length: 11 }, (_, index) => `p${index + 1}`))).toContain("'p10' 'p11'")
})

test.each([
  ['a name with a space', 'Zoë Doe'],
  ['a quote', "a'b"],
  ['a dollar', '$1'],
  ['an amount', 5n],
  ['nothing at all', undefined],
  ['a quote in a list', ["a'"]],
  ['null in a list', [null]],
])('%s is refused', (_what, value) => {
  expect(() => written(value)).toThrow('must be bound')
})
