import { describe, expect, test } from '@jest/globals'
import {
  END_MOVES,
  END_STATES,
  ENDING_KINDS,
  type EndState,
  endState,
  mayRecord,
  stateAfter,
} from '../../../../src/domain/dividends/endings/ending-states.ts'
import type { Standing } from '../../../../src/domain/dividends/schedule/standing.ts'

/** Rows: from; columns: to, in the same order. */
const MOVES: Record<EndState, string> = {
  //           live late default insolvent woundUp matured
  live: /*   */ '-    yes  yes     yes       yes     yes',
  late: /*   */ 'yes  -    yes     yes       yes     yes',
  default: /**/ 'yes  yes  -       yes       yes     yes',
  insolvent: /*   */ 'no no no  -  yes  no',
  woundUp: /*     */ 'no no no  no  -   no',
  matured: /*     */ 'no no no  no  no  -',
}

const PAIRS = END_STATES.flatMap(from => {
  const cells = MOVES[from].split(/\s+/)
  return END_STATES.map((to, index) => [from, to, cells[index]] as const)
})

describe('the end of a project', () => {
  test.each(PAIRS)('from %s to %s: %s', (from, to, legal) => {
    expect(END_MOVES[from].includes(to)).toBe(legal === 'yes')
  })

  test('is recorded only where the table leads', () => {
    for (const from of END_STATES) {
      for (const kind of ENDING_KINDS)
        expect(mayRecord(from, kind)).toBe(END_MOVES[from].includes(stateAfter(kind)))
    }
  })

  test.each<[Parameters<typeof endState>[0], Standing | null, EndState]>([
    [[], null, 'live'],
    [[], 'performing', 'live'],
    [[], 'late', 'late'],
    [[], 'defaulted', 'default'],
    [[], 'repaid', 'matured'],
    [['default'], null, 'default'],
    [['default'], 'performing', 'default'],
    [['default'], 'repaid', 'matured'],
    [['default', 'insolvency'], 'late', 'insolvent'],
    [['insolvency'], 'repaid', 'insolvent'],
    [['default', 'insolvency', 'windUp'], 'defaulted', 'woundUp'],
    [['default', 'maturity'], 'repaid', 'matured'],
    [['maturity'], null, 'matured'],
  ])('with %j recorded and a repayment that is %s is %s', (kinds, standing, state) => {
    expect(endState(kinds, standing)).toBe(state)
  })
})
