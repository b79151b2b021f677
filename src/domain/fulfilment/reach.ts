/**
 * How far somebody reaches: into all projects, or into those he issues, and to what is owed to the parties he acts for. To
 * him nothing else exists.
 */
export type Reach = { projects: 'all' | ReadonlySet<string>; parties: readonly string[] }

/** Whether something of a project, owed to a party, is within reach. */
export function reaches({ projects, parties }: Reach, owed: { projectId: string; partyId: string }): boolean {
  return projects === 'all' || projects.has(owed.projectId) || parties.includes(owed.partyId)
}
