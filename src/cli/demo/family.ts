import { readdirSync, readFileSync } from 'node:fs'

/**
 * A family of raises as its file says it: nothing but terms, and two stories played on them. Amounts are decimals in its
 * currency, instants as the API writes them.
 */
export type Family = {
  title: string
  /** What kind of raise it is, in a sentence. */
  what: string
  currency: string
  timeZone: string
  issuer: string
  /** Who takes part beside the issuer, by first name; partners and sponsors among them. */
  people: Record<string, string>
  classes: { code: string; name: string; shares: number; nominal?: string }[]
  /** The input of `proposeContract`; a partner is named by who he is of the people. */
  contract: { partners?: { code: string; name: string; who: string }[] } & Record<string, unknown>
  /** The input of `proposeOffering` without its dates; a class is named by its code, a sponsor by who he is. */
  offering: { class?: string; matching?: { sponsor: string; ratio: string } } & Record<string, unknown>
  /** The raise that misses its goal comes first: clocks go forward only. */
  failure: FamilyStory
  success: FamilyStory
}

/** A story on the terms of a family: the dates of its offering, and what happens. */
export type FamilyStory = {
  starts: string
  opensAt: string
  closesAt: string
  steps: Step[]
}

/** One thing that happens at an instant, what is told of it, and what is then seen, to the cent. */
export type Step = {
  at: string
  says: string
  order?: {
    by: string
    shares?: number
    amount?: string
    items?: { code: string; count: number }[]
    acceptFewer?: boolean
    /** Ordered, and never paid. */
    unpaid?: boolean
  }
  withdraw?: { by: string }
  revenue?: {
    from: string
    to: string
    lines: { source: string; category?: string; gross: string; units?: number }[]
  }
  /**
   * Any other request: who sends it, and the text; variables are what the stage knows ($projectId, $offeringId, $order_ann, …)
   * and what was kept of answers before: by name, the path to it.
   */
  ask?: { by: string; text: string; keep?: Record<string, string> }
  /** The code of the refusal, where it is refused. */
  refused?: string
  see?: Seen
}

/** What is seen after a step; only what is named is looked at. */
export type Seen = {
  state?: string
  raised?: string
  allotted?: string
  /** What each has with the platform: a person by first name, `issuer`, `platform`, or a partner by his code. */
  money?: Record<string, string>
  /** Shares in the register. */
  holds?: Record<string, number>
  /** The net of each person's line in the latest run. */
  lines?: Record<string, string>
  /** A part of the answer to `ask`. */
  answer?: unknown
}

const FOLDER = new URL('../../../demo/families/', import.meta.url)

/** The names of the families there are. */
export function familyNames(): string[] {
  return readdirSync(FOLDER).flatMap(file => (file.endsWith('.json') ? [file.slice(0, -5)] : []))
}

/** Reads a family. Throws with the names there are when there is none of this name. */
export function readFamily(name: string): Family {
  const names = familyNames()
  if (!names.includes(name)) throw new Error(`There is no family "${name}": write one of ${names.join(', ')}`)
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Family
}
