import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was rendered and kept. */
export type NewAttestation = {
  distributionId: string
  version: number
  replacesId: string | null
  reversals: number
  amount: bigint
  withheld: bigint
  net: bigint
  number: string
  language: Language
  profileVersion: number
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
}

/** Records a paper about a run as issued. One per run and version: one that is there already stays, and is answered. */
export async function issueAttestation(
  em: EntityManager,
  paper: NewAttestation,
  now: Date,
): Promise<{ attestationId: string }> {
  const db = sqlOf(em)
  await db
    .insertInto('distributionAttestation')
    .values({ id: newId(), ...paper, issuedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const { id } = await db
    .selectFrom('distributionAttestation')
    .select('id')
    .where('number', '=', paper.number)
    .executeTakeFirstOrThrow()
  return { attestationId: id }
}
