import type { EntityManager } from '@mikro-orm/postgresql'
import type { PgBoss } from 'pg-boss'
import { act, type Deed, newAct } from '../act.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Orm } from '../database/orm.ts'
import type { Made } from '../domain/acts/act.ts'
import type { NewAct } from '../domain/acts/begin-act.ts'
import type { Viewer } from '../domain/parties/access/viewer.ts'
import { refuse as refuseParty } from '../domain/parties/refusals.ts'
import type { Log } from '../log.ts'
import type { Processor } from '../processor/processor.ts'
import type { Desks } from './desks.ts'
import { refuse } from './errors.ts'
import { asSent, globalId, idOf } from './ids.ts'
import type { RateLimits } from './rate-limits.ts'

/** What a running server answers requests with. */
export type Services = {
  orm: Orm
  boss: PgBoss | null
  clock: Clock
  config: Config
  log: Log
  limits: RateLimits
  desks: Desks
  /** Charges cards; null when the operator has no contract with one. */
  processor: Processor | null
  /** The folder in which papers and evidence are kept under their hashes. */
  documents: string
}

/** What one request is answered with. */
export type Context = Services & {
  /** For reading. Changes go through `change`. */
  em: EntityManager
  now: Date
  /** Who asks; null when nobody is signed in. */
  viewer: Viewer | null
  /** Whether the request comes from this machine: helps for developers go no further. */
  local: boolean
}

/** The input of a change: its key, and the party it is made for when that is not the person himself. */
export type ChangeInput = {
  idempotencyKey?: string | null | undefined
  onBehalfOf?: string | null | undefined
}

/** What a change made, as its payload reads it. */
export type Change<M extends Made> = { made: M; replayed: boolean }

/** Runs a verb as an act of the viewer. `partyId` is the party it is for: he himself, or who he has a mandate for. */
export async function change<M extends Made>(
  context: Context,
  verb: string,
  input: ChangeInput,
  run: (em: EntityManager, by: By) => Promise<M>,
): Promise<Change<M>> {
  const { deed, by } = deedOf(context, verb, input)
  return act(context.orm, deed, em => run(em, by)).catch(error => Promise.reject(asSent(error, input)))
}

/** The same for a change that is carried out together with others like it, which give it to a desk. */
export async function changeTogether<C extends Change<Made>>(
  context: Context,
  verb: string,
  input: ChangeInput,
  give: (act: NewAct, by: By) => Promise<C | Error>,
): Promise<C> {
  const { deed, by } = deedOf(context, verb, input)
  const outcome = await give(newAct(deed), by)
  if (outcome instanceof Error) throw asSent(outcome, input)
  return outcome
}

/** The party that a change is for, where something must be asked for it before the change begins. */
export const partyFor = (context: Context, verb: string, input: ChangeInput): string =>
  deedOf(context, verb, input).by.partyId

/** Who acts, and the party it is for. */
type By = { personId: string; partyId: string }

/** A change of the viewer as it is carried out, and who acts. Refuses UNAUTHENTICATED, MANDATE_UNKNOWN. */
export function deedOf(context: Context, verb: string, input: ChangeInput): { deed: Deed; by: By } {
  const viewer = signedIn(context)
  const onBehalfOfId = input.onBehalfOf == null ? null : idOf('Party', input.onBehalfOf)
  const mandateId = onBehalfOfId === null ? null : mandateFor(viewer, onBehalfOfId)
  const actor = { partyId: viewer.partyId, onBehalfOfId, mandateId, channel: 'api' as const }
  const { idempotencyKey: key = null } = input
  const by = { personId: viewer.partyId, partyId: onBehalfOfId ?? viewer.partyId }
  return { deed: { actor, verb, now: context.now, input, key }, by }
}

function mandateFor(viewer: Viewer, partyId: string): string {
  const mandateId = viewer.principals.get(partyId)
  if (mandateId === undefined) throw refuseParty.MANDATE_UNKNOWN({ partyId: globalId('Party', partyId) })
  return mandateId
}

/** The viewer of a request. Refuses UNAUTHENTICATED. */
export function signedIn({ viewer }: Context): Viewer {
  if (viewer === null) throw refuse.UNAUTHENTICATED({})
  return viewer
}

/** The viewer himself and the parties he may act for. */
export function ownParties({ viewer }: Context): string[] {
  return viewer === null ? [] : [viewer.partyId, ...viewer.principals.keys()]
}

/** Papers of others are for finance and the auditor, who reads everything by design; an approver needs none. */
export function readsPapers({ viewer }: Context): boolean {
  return viewer !== null && (['finance', 'auditor'] as const).some(role => viewer.roles.has(role))
}

/** Staff may look at everything but the papers of holders and, by this alone, change nothing. */
export function isStaff({ viewer }: Context): boolean {
  return viewer !== null && (['finance', 'approver', 'auditor'] as const).some(role => viewer.roles.has(role))
}

/** The viewer is issuer or partner in this project. */
export function isMember({ viewer }: Context, projectId: string): boolean {
  return viewer !== null && (viewer.projects.issuer.has(projectId) || viewer.projects.partner.has(projectId))
}
