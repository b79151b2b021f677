import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Distribution } from '../../dividends/run/distribution.ts'
import type { Language } from '../../parties/people/party.ts'

/** The paper about a whole run, for its issuer and finance. Its bytes are kept under their hash. */
export const DistributionAttestation = defineEntity({
  name: 'distributionAttestation',
  uniques: [{ properties: ['distributionId', 'version'] }],
  properties: {
    id: id(),
    distributionId: refersTo(Distribution, 'distribution_id'),
    /** 1, and one more each time something of the run was taken back. */
    version: p.integer(),
    /** The version before; null for the first. */
    replacesId: p.uuid().nullable().unique(),
    /** How many reversals of the run, or of its lines, it tells of. */
    reversals: p.integer(),
    /** What it says was divided, withheld from the holders, and credited to them, in minor units. */
    amount: p.bigint(),
    withheld: p.bigint(),
    net: p.bigint(),
    number: p.text().unique(),
    language: p.text().$type<Language>(),
    /** The version of the issuer's profile whose name is printed. */
    profileVersion: p.integer(),
    sha256: p.text().unique(),
    /** Of the figures that are attached to it, which is printed on it. */
    figuresSha256: p.text().unique(),
    bytes: p.integer(),
    /** The instant that the paper carries, so that it is the same at each rendering. */
    datedAt: p.datetime(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})
