import { WHO, type Who } from './house.ts'

/** A request, and what each of them gets: who is not named is FORBIDDEN, or UNAUTHENTICATED when he is nobody. */
export type Right = { asks: string; gets: Partial<Record<Who, string>> }
/** The requests by the field they are about: at least one for each field of a root. */
export type Rights = Record<string, Right[]>

export const STAFF: Who[] = ['finance', 'approver', 'auditor']
/** Who reads the papers of others. */
export const PAPERS: Who[] = ['finance', 'auditor']
/** Staff, and the issuer: also of a project in which he was given no role. */
export const OWN: Who[] = [...STAFF, 'issuer']
export const SIGNED_IN = WHO.filter(who => who !== 'nobody' && who !== 'ended')
export const ALL: Who[] = [...SIGNED_IN, 'nobody']
export const others = (...who: Who[]) => ALL.filter(each => !who.includes(each))

export function right(asks: string, ...gets: [Who[], string][]): Right {
  return { asks, gets: Object.fromEntries(gets.flatMap(([who, what]) => who.map(each => [each, what]))) }
}
