import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Account } from '../../ledger/account.ts'
import { Project } from '../../offerings/project.ts'
import type { EndingKind } from './ending-states.ts'

/** Something that ends a project, or begins to: finance recorded it from a source. */
export const ProjectEnding = defineEntity({
  name: 'projectEnding',
  indexes: [{ properties: ['projectId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    kind: p.text().$type<EndingKind>(),
    /** The day on which it happened, in the zone of the project. */
    occurredOn: p.date(),
    /** Where it is known from: a judgment, a notice, a letter. */
    source: p.text(),
    /** SHA-256 of that document, in hexadecimal digits. */
    evidence: p.text().nullable(),
    recorderId: p.uuid(),
    recordedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Somebody else confirmed it: a winding up counts from then on. */
export const EndingApproval = defineEntity({
  name: 'endingApproval',
  properties: {
    endingId: refersTo(ProjectEnding, 'ending_id').primary(),
    approverId: p.uuid(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What was recorded was wrong: it never counted. The opposite of a record that moved no money. */
export const EndingRevocation = defineEntity({
  name: 'endingRevocation',
  properties: {
    endingId: refersTo(ProjectEnding, 'ending_id').primary(),
    /** Why: one plain line. */
    reason: p.text(),
    revokerId: p.uuid(),
    revokedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What was still to be recovered from an account when the project was wound up, and never will be. Minor units. */
export const WriteOff = defineEntity({
  name: 'writeOff',
  properties: {
    endingId: refersTo(ProjectEnding, 'ending_id').primary(),
    accountId: refersTo(Account, 'account_id').primary(),
    amount: p.bigint(),
  },
})
