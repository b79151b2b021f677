import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Distribution } from '../run/distribution.ts'

/** A line that was held, because no rule was known for it, is held no more: its levies are those of this release. */
export const LevyRelease = defineEntity({
  name: 'levyRelease',
  uniques: [{ properties: ['distributionId', 'classId', 'holderId'] }],
  properties: {
    id: id(),
    distributionId: refersTo(Distribution, 'distribution_id'),
    classId: p.uuid(),
    holderId: p.uuid(),
    releasedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A levy that was withheld late, from a line that had been held; an exemption is one of 0. Minor units. */
export const LateLevy = defineEntity({
  name: 'lateLevy',
  properties: {
    releaseId: refersTo(LevyRelease, 'release_id').primary(),
    position: p.smallint().primary(),
    code: p.text(),
    /** As the law said it on the payment date, such as "0.128"; "0" where it is waived or exempt. */
    ratio: p.text(),
    /** The line without its capital. */
    base: p.bigint(),
    amount: p.bigint(),
    /** The article, and where it was read. */
    source: p.text(),
  },
})
