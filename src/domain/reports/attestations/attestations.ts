import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'

/** A version of the paper about a run. */
export type AttestationRow = {
  id: string
  distributionId: string
  projectId: string
  version: number
  replacesId: string | null
  replacedById: string | null
  reversals: number
  number: string
  language: Language
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  issuedAt: Date
}

/** The papers with these ids, those that exist. */
export function attestations(em: EntityManager, ids: readonly string[]): Promise<AttestationRow[]> {
  return all(em).where('paper.id', 'in', ids).execute()
}

/** The versions of the paper about a run, the first one first. */
export function attestationsOf(em: EntityManager, distributionId: string): Promise<AttestationRow[]> {
  return all(em).where('paper.distributionId', '=', distributionId).orderBy('paper.version').execute()
}

/** A run whose latest paper does not tell of all that was taken back of it, or that has none. */
export type ToAttest = { distributionId: string; reversals: number }

/** The runs whose papers are missing, oldest first; not those of another platform, whose reports that one wrote. */
export async function runsToAttest(em: EntityManager): Promise<ToAttest[]> {
  const { rows } = await sql<ToAttest>`
    with taken_back as (
      select distribution_id from run_reversal union all select distribution_id from line_reversal
    ), counted as (
      select distribution_id, count(*)::int as reversals from taken_back group by 1
    )
    select run.id as "distributionId", coalesce(reversals, 0) as reversals
      from distribution as run left join counted on counted.distribution_id = run.id
     where not exists (select from imported_run where distribution_id = run.id)
       and not exists (select from distribution_attestation as paper
                        where paper.distribution_id = run.id and paper.reversals >= coalesce(counted.reversals, 0))
     order by run.id`.execute(sqlOf(em))
  return rows
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('distributionAttestation as paper')
    .innerJoin('distribution', 'distribution.id', 'paper.distributionId')
    .leftJoin('distributionAttestation as later', 'later.replacesId', 'paper.id')
    .select([
      'paper.id',
      'paper.distributionId',
      'distribution.projectId',
      'paper.version',
      'paper.replacesId',
      'later.id as replacedById',
      'paper.reversals',
      'paper.number',
      'paper.language',
      'paper.sha256',
      'paper.figuresSha256',
      'paper.bytes',
      'paper.datedAt',
      'paper.issuedAt',
    ])
}
