import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Language } from '../../parties/people/party.ts'
import { Party } from '../../parties/people/party.ts'
import { Distribution } from '../run/distribution.ts'

/** A paper that was issued to a holder about a distribution. Its bytes are kept under their hash. */
export const Statement = defineEntity({
  name: 'statement',
  uniques: [{ properties: ['distributionId', 'holderId'] }],
  indexes: [{ properties: ['holderId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    distributionId: refersTo(Distribution, 'distribution_id'),
    holderId: refersTo(Party, 'holder_id'),
    number: p.text().unique(),
    language: p.text().$type<Language>(),
    /** The version of the holder's profile whose name is printed. */
    profileVersion: p.integer(),
    sha256: p.text().unique(),
    /** Of the figures that are attached to it, which is printed on it; null on papers from before they were. */
    figuresSha256: p.text().nullable().unique(),
    bytes: p.integer(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Every holder of a distribution has his paper: none is looked for in it any more. */
export const StatementCompletion = defineEntity({
  name: 'statementCompletion',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    completedAt: p.datetime(),
    actId: writtenBy(),
  },
})
