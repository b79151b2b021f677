import { randomUUIDv7 } from 'node:crypto'

/** A new id: unique, and in the order of making. */
export const newId = (): string => randomUUIDv7()

/** Owner of the platform's own accounts. */
export const PLATFORM = '00000000-0000-0000-0000-000000000000'

/** Stands where an account or a role belongs to no project or offering in particular. */
export const NOTHING = PLATFORM

/** Stands where money is paid to the tax office: it is no party of ours. */
export const TAX_OFFICE = '00000000-0000-0000-0000-000000000001'
