import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type {
  AcknowledgementFact,
  SimulationFact,
  SophisticationFact,
  SuitabilityFacts,
  TestFact,
} from './standing.ts'

/**
 * All that is known of the suitability of these parties at an instant, each once: one statement, whatever their number. Of
 * whom nothing is known the lists are empty.
 */
export async function suitabilityOf(
  em: EntityManager,
  partyIds: readonly string[],
  at: Date,
): Promise<SuitabilityFacts[]> {
  if (partyIds.length === 0) return []
  const ids = sql`${[...new Set(partyIds)]}::uuid[]`
  const { rows } = await sql<Row>`
    select party_id as "partyId", 'test' as kind, version::text as turn, taken_at as at, test_version as text,
           missing as words, null::text as day, null::bigint as amount, null::int as number, null::uuid as "offeringId"
      from knowledge_test where party_id = any(${ids}) and taken_at <= ${at}
    union all
    select party_id, 'simulation', version::text, recorded_at, tool_version, null, done_on::text, accepted_limit, null, null
      from loss_simulation where party_id = any(${ids}) and recorded_at <= ${at}
    union all
    select party_id, step, version::text, stepped_at, evidence, criteria, null, null, null, null
      from sophistication where party_id = any(${ids}) and stepped_at <= ${at}
    union all
    select party_id, 'acknowledgement', id::text, acknowledged_at, warning, null, null, amount, text_version, offering_id
      from acknowledgement where party_id = any(${ids}) and acknowledged_at <= ${at}`.execute(sqlOf(em))
  const byParty = Map.groupBy(rows, row => row.partyId)
  return [...new Set(partyIds)].map(partyId => factsOf(partyId, byParty.get(partyId) ?? []))
}

type Row = {
  partyId: string
  kind: 'test' | 'simulation' | SophisticationFact['step'] | 'acknowledgement'
  turn: string
  at: Date
  text: string | null
  words: string[] | null
  day: string | null
  amount: bigint | null
  number: number | null
  offeringId: string | null
}

function factsOf(partyId: string, rows: readonly Row[]): SuitabilityFacts {
  // Versions count up and ids grow with time, both as texts of one length or shorter first.
  const ordered = rows.toSorted((a, b) => a.turn.length - b.turn.length || (a.turn < b.turn ? -1 : 1))
  const of = (...kinds: Row['kind'][]) => ordered.filter(row => kinds.includes(row.kind))
  return {
    partyId,
    tests: of('test').map(testOf),
    simulations: of('simulation').map(simulationOf),
    sophistication: of('requested', 'granted', 'revoked').map(stepOf),
    acknowledgements: of('acknowledgement').map(acknowledgementOf),
  }
}

const testOf = ({ text, words, at }: Row): TestFact => ({
  testVersion: text ?? '',
  missing: (words ?? []) as TestFact['missing'],
  takenAt: at,
})

const simulationOf = ({ text, day, amount, at }: Row): SimulationFact => ({
  toolVersion: text ?? '',
  doneOn: day ?? '',
  acceptedLimit: amount ?? 0n,
  recordedAt: at,
})

const stepOf = ({ kind, text, words, at }: Row): SophisticationFact => ({
  step: kind as SophisticationFact['step'],
  criteria: (words ?? []) as SophisticationFact['criteria'],
  evidence: text,
  steppedAt: at,
})

const acknowledgementOf = ({ turn, text, number, offeringId, amount, at }: Row): AcknowledgementFact => ({
  id: turn,
  warning: text as AcknowledgementFact['warning'],
  textVersion: number ?? 0,
  offeringId,
  amount,
  acknowledgedAt: at,
})
