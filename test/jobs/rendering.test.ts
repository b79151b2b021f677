import { expect, test } from '@jest/globals'
import { typicalStatement } from '../../bench/typical-statement.ts'
import { renderPeriodic } from '../../src/documents/periodic/periodic-statement.ts'
import { openRendering } from '../../src/jobs/periodic/rendering.ts'

/** Its closing balance is not what its figures come to. */
const CONTRADICTORY = {
  ...typicalStatement(1),
  accounts: typicalStatement(1).accounts.map(account => ({ ...account, closing: account.closing + 1n })),
}

test('a paper goes to who asked for it, of many who ask a thread at once and again', async () => {
  const rendering = openRendering()
  try {
    for (const first of [0, 6]) {
      const asked = [0, 1, 2, 3, 4, 5].map(index => typicalStatement(first + index))
      const [wrong, ...papers] = await Promise.allSettled([
        rendering.render(CONTRADICTORY),
        ...asked.map(data => rendering.render(data)),
      ])
      expect(wrong?.status).toBe('rejected')
      const own = await Promise.all(asked.map(renderPeriodic))
      for (const [index, paper] of papers.entries()) {
        const bytes = paper.status === 'fulfilled' ? paper.value.bytes : null
        expect(bytes?.equals(own[index]?.bytes ?? Buffer.alloc(0))).toBe(true)
      }
    }
  } finally {
    await rendering.close()
  }
})
