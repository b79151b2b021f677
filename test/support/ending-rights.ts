import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { type Rights, right } from './rights.ts'

/** What can be recorded about the end of a project, and by whom: each is something that has not happened yet. */
export function endingRights({ open }: House): Rights {
  const fields = `idempotencyKey: "k", projectId: "${open.project}", occurredOn: "2999-01-01", source: "x"`
  const record = (verb: string) => [right(`${verb}(input: { ${fields} })`, [['finance'], 'DAY_AHEAD'])]
  return {
    recordDefault: record('recordDefault'),
    recordInsolvency: record('recordInsolvency'),
    recordWindUp: record('recordWindUp'),
    recordMaturity: record('recordMaturity'),
    revokeEnding: [
      right(`revokeEnding(endingId: "ProjectEnding:${newId()}", reason: "x", idempotencyKey: "k")`, [
        ['finance'],
        'ENDING_UNKNOWN',
      ]),
    ],
    approveWindUp: [
      right(`approveWindUp(endingId: "ProjectEnding:${newId()}", idempotencyKey: "k")`, [
        ['approver'],
        'ENDING_UNKNOWN',
      ]),
    ],
  }
}
