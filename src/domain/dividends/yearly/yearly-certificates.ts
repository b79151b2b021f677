import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'
import type { ToldAmount } from './told-amount.ts'

/** A paper on what its holder was paid in a year. */
export type YearlyCertificateRow = {
  id: string
  holderId: string
  year: number
  version: number
  replacesId: string | null
  replacedById: string | null
  number: string
  language: Language
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  issuedAt: Date
}

/** The papers with these ids, those that exist. */
export function yearlyCertificates(
  em: EntityManager,
  ids: readonly string[],
): Promise<YearlyCertificateRow[]> {
  return all(em).where('paper.id', 'in', ids).execute()
}

/** A page of the papers of a holder, in all versions, by id. */
export function yearlyCertificatesPage(
  em: EntityManager,
  { holderId }: { holderId: string },
  slice: Slice,
): Promise<YearlyCertificateRow[]> {
  const { within, order, limit } = keyset(['paper.id'], slice)
  return all(em).where('paper.holderId', '=', holderId).where(within).orderBy(order).limit(limit).execute()
}

/** The latest version of a year of each of these holders. */
export function latestCertificates(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<YearlyCertificateRow[]> {
  return all(em)
    .where('paper.holderId', 'in', holderIds)
    .where('paper.year', '=', year)
    .where('later.id', 'is', null)
    .execute()
}

/** What these papers say, by their ids. */
export async function toldIn(em: EntityManager, ids: readonly string[]): Promise<Map<string, ToldAmount[]>> {
  if (ids.length === 0) return new Map()
  const amounts = await sqlOf(em)
    .selectFrom('yearlyAmount')
    .selectAll()
    .where('certificateId', 'in', ids)
    .orderBy('certificateId')
    .orderBy('position')
    .execute()
  const levies = await sqlOf(em)
    .selectFrom('yearlyLevy')
    .selectAll()
    .where('certificateId', 'in', ids)
    .orderBy('code')
    .orderBy('ratio')
    .execute()
  const ofAmount = Map.groupBy(levies, levy => `${levy.certificateId}:${levy.position}`)
  const told = amounts.map(({ certificateId, position, ...amount }) => {
    const own = ofAmount.get(`${certificateId}:${position}`) ?? []
    return {
      certificateId,
      told: {
        ...amount,
        levies: own.map(({ code, ratio, base, amount: withheld }) => ({
          code,
          ratio,
          base,
          amount: withheld,
        })),
      },
    }
  })
  const groups = Map.groupBy(told, row => row.certificateId)
  return new Map([...groups].map(([id, rows]) => [id, rows.map(row => row.told)]))
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('yearlyCertificate as paper')
    .leftJoin('yearlyCertificate as later', 'later.replacesId', 'paper.id')
    .select([
      'paper.id',
      'paper.holderId',
      'paper.year',
      'paper.version',
      'paper.replacesId',
      'later.id as replacedById',
      'paper.number',
      'paper.language',
      'paper.sha256',
      'paper.figuresSha256',
      'paper.bytes',
      'paper.datedAt',
      'paper.issuedAt',
    ])
}
