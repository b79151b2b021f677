import { refusals } from '../refusal.ts'

export const refuse = refusals({
  IMPORT_HAS_PROBLEMS: {
    field: 'content',
    when: 'A file of another platform has lines that cannot be imported: then none is.',
    says: (f: { problems: number; line: number; expected: string }) =>
      `${f.problems} problems, the first in line ${f.line}: expected ${f.expected}. Nothing was imported.`,
  },
  IMPORT_FILE_OTHER: {
    field: 'sha256',
    when: 'The file is not the one that was looked at: its hash differs.',
    says: (f: { looked: string; found: string }) =>
      `You looked at the file ${f.looked}, and this one is ${f.found}: look at it first.`,
  },
  IMPORT_UNKNOWN: {
    field: 'preparationId',
    when: 'Nobody prepared this import.',
    says: (f: { id: string }) => `There is no preparation ${f.id} of an import.`,
  },
  IMPORT_APPROVER_PREPARED: {
    field: 'preparationId',
    when: 'A file is imported by another person than the one who prepared it.',
    says: (f: { preparedAt: string }) =>
      `You prepared this import at ${f.preparedAt}: another person approves it.`,
  },
})
