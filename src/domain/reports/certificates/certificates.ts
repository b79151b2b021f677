import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Language } from '../../parties/people/party.ts'
import type { CertificateKind } from './certificate.ts'
import type { Told } from './told.ts'

/** Whom a certificate is for, and the class or project that it is about. */
export type Certified = { kind: CertificateKind; subjectId: string; holderId: string }

/** A certificate that was issued. */
export type CertificateRow = Certified & {
  id: string
  version: number
  replacesId: string | null
  replacedById: string | null
  number: string
  language: Language
  profileVersion: number
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  issuedAt: Date
  told: Told
  /** Of the project; of amounts alone. */
  currency: Currency | null
}

/** A request that no certificate of its holder on its subject followed. */
const UNANSWERED = sql`not exists (
  select from certificate as paper where paper.issued_at >= requested_at
     and (paper.kind, paper.subject_id, paper.holder_id) = (asked.kind, asked.subject_id, asked.holder_id))`

/** The certificates with these ids, those that exist. */
export function certificates(em: EntityManager, ids: readonly string[]): Promise<CertificateRow[]> {
  return found(em, sql`paper.id = any(${ids}::uuid[])`)
}

/** The versions that stand of these holders' certificates ("subject:holder") of one kind. */
export function standingCertificates(
  em: EntityManager,
  kind: CertificateKind,
  keys: readonly string[],
): Promise<CertificateRow[]> {
  const parts = keys.map(key => key.split(':'))
  const [subjects, holders] = [0, 1].map(index => parts.map(part => part[index] ?? ''))
  return found(
    em,
    sql`paper.kind = ${kind} and later.id is null and (paper.subject_id, paper.holder_id) in (
          select * from unnest(${subjects}::uuid[], ${holders}::uuid[]))`,
  )
}

/** Certificates that were asked for and not issued since, the oldest request first. */
export async function openRequests(em: EntityManager, limit: number): Promise<Certified[]> {
  const { rows } = await sql<Certified>`
    select kind, subject_id as "subjectId", holder_id as "holderId" from paper_request as asked
     where ${UNANSWERED} order by id limit ${limit}`.execute(sqlOf(em))
  return rows
}

/** Whether this certificate was asked for and not issued since. */
export async function isAsked(em: EntityManager, certified: Certified): Promise<boolean> {
  const { kind, subjectId, holderId } = certified
  const { rows } = await sql`
    select from paper_request as asked
     where (kind, subject_id, holder_id) = (${kind}, ${subjectId}::uuid, ${holderId}::uuid) and ${UNANSWERED}
     limit 1`.execute(sqlOf(em))
  return rows.length > 0
}

/**
 * The certificates of losses that stand and may be overtaken, so many after an id: their project had a run, or took one or a
 * line back, since the day before they were issued. What they say is compared by who asks.
 */
export function maybeOvertaken(
  em: EntityManager,
  { after, limit }: { after: string; limit: number },
): Promise<CertificateRow[]> {
  return found(
    em,
    sql`paper.kind = 'loss' and later.id is null and paper.id > ${after}::uuid and exists (
          select from distribution as run
            left join run_reversal as back on back.distribution_id = run.id
            left join line_reversal as line on line.distribution_id = run.id and line.holder_id = paper.holder_id
           where run.project_id = paper.subject_id
             and greatest(run.distributed_at, back.reversed_at, line.reversed_at) > paper.issued_at - interval '1 day')`,
    limit,
  )
}

type Columns = Omit<CertificateRow, 'told'> & {
  lotId: string | null
  shares: number | null
  endingId: string | null
  putIn: bigint | null
  gotBack: bigint | null
}

async function found(
  em: EntityManager,
  where: ReturnType<typeof sql>,
  limit: number | null = null,
): Promise<CertificateRow[]> {
  const { rows } = await sql<Columns>`
    select paper.id, paper.kind, paper.subject_id as "subjectId", paper.holder_id as "holderId", paper.version,
           paper.replaces_id as "replacesId", later.id as "replacedById", paper.number, paper.language,
           paper.profile_version as "profileVersion", paper.sha256, paper.figures_sha256 as "figuresSha256", paper.bytes,
           paper.dated_at as "datedAt", paper.issued_at as "issuedAt", lot_id as "lotId", certified_shares.shares,
           ending_id as "endingId", put_in as "putIn", got_back as "gotBack", currency
      from certificate as paper
      left join certificate as later on later.replaces_id = paper.id
      left join certified_shares on certified_shares.certificate_id = paper.id
      left join certified_loss on certified_loss.certificate_id = paper.id
      left join project on paper.kind = 'loss' and project.id = paper.subject_id
     where ${where} order by paper.id limit ${limit}`.execute(sqlOf(em))
  return rows.map(({ lotId, shares, endingId, putIn, gotBack, ...paper }) => {
    const { kind, profileVersion } = paper
    const told: Told =
      kind === 'shares'
        ? { kind, lotId: lotId ?? '', shares: shares ?? 0, profileVersion }
        : { kind, endingId: endingId ?? '', putIn: putIn ?? 0n, gotBack: gotBack ?? 0n, profileVersion }
    return { ...paper, told }
  })
}
