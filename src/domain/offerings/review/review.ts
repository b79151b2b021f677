import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../../parties/people/party.ts'
import { Offering } from '../offering.ts'
import { Project } from '../project.ts'
import type { ReviewReason } from './criteria.ts'

/** A version of an offering's terms was handed in for review. When and by whom, its act says. */
export const OfferingSubmission = defineEntity({
  name: 'offeringSubmission',
  uniques: [{ properties: ['offeringId', 'number'] }],
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    /** 1, and one more each time it was handed in again. */
    number: p.integer(),
    version: p.integer(),
    actId: writtenBy(),
  },
})

/** A review ended without a publication: sent back to be revised, or refused for good. */
export const ReviewDecision = defineEntity({
  name: 'reviewDecision',
  indexes: [{ properties: ['actId'] }],
  properties: {
    submissionId: refersTo(OfferingSubmission, 'submission_id').primary(),
    outcome: p.text().$type<'sentBack' | 'refused'>(),
    /** The criterion that is not met. */
    reason: p.text().$type<ReviewReason>(),
    /** Why, for the owner. */
    explanation: p.text(),
    decidedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Somebody of the staff said that he has an interest in a project: from then on he does not decide about it. */
export const InterestDeclaration = defineEntity({
  name: 'interestDeclaration',
  indexes: [{ properties: ['partyId', 'projectId'] }],
  properties: {
    id: id(),
    partyId: refersTo(Party, 'party_id'),
    projectId: refersTo(Project, 'project_id'),
    text: p.text(),
    declaredAt: p.datetime(),
    actId: writtenBy(),
  },
})
