/** A sentence that must always hold, and a query that returns what breaks it. */
export type Check = { name: string; query: string }
