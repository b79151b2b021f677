import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  SHARES_NOT_HELD: {
    field: 'shareClassId',
    when: 'A certificate of shares is asked for by or for a party that holds none of the class.',
    says: (f: { classId: string }) => `There is nothing to certify: 0 shares of ${f.classId} are held.`,
  },
  NOTHING_LOST: {
    field: 'projectId',
    when: 'A certificate of a loss is asked for, and the project was not wound up or nothing was lost with it.',
    says: (f: { projectId: string }) => `There is nothing to certify: 0 were lost with ${f.projectId}.`,
  },
})
