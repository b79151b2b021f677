import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  PAYOUT_DAY_CLOSED: {
    field: 'date',
    when: 'Money is to leave on a day on which banks carry out no payments.',
    says: (f: { day: string; next: string }) =>
      `On ${f.day} banks carry out no payments: the next business day is ${f.next}.`,
  },
  PAYOUT_TOO_LATE: {
    field: 'date',
    when: 'A batch is prepared or sent when the bank no longer takes it for its day.',
    says: (f: { day: string; sendBy: string; now: string }) =>
      `What the bank carries out on ${f.day} must reach it before ${f.sendBy}; it is ${f.now}.`,
  },
  PAYOUT_FILE_OTHER: {
    field: 'sha256',
    when: 'A batch is told as sent by a file that was not taken from here.',
    says: (f: { sha256: string; taken: number }) =>
      `No file of this batch that was taken (${f.taken}) has the SHA-256 ${f.sha256}.`,
  },
  PAYOUT_TAKEN: {
    field: 'batchId',
    when: 'Who took the file of a batch cancels payouts of it: the bank may have it.',
    says: (f: { at: string }) =>
      `You took the file of this batch at ${f.at}: somebody else must see that the bank does not have it, and cancel.`,
  },
  PAYOUT_NO_BANK_ACCOUNT: {
    field: 'currency',
    when: 'A batch is prepared in a currency in which no bank account of the clients is known.',
    says: (f: { currency: string }) => `No bank account of the clients in ${f.currency} is known.`,
  },
  PAYOUT_NOTHING_READY: {
    field: 'date',
    when: 'A batch is prepared and nobody is ready to be paid in its currency on its day.',
    says: (f: { day: string; currency: string; waiting: number }) =>
      `Nobody is ready to be paid in ${f.currency} on ${f.day}; ${f.waiting} wait, each for a reason that the pay run names.`,
  },
  PAYOUT_BATCH_UNKNOWN: {
    field: 'batchId',
    when: 'A batch does not exist.',
    says: (f: { id: string }) => `There is no batch ${f.id}.`,
  },
  PAYOUT_BATCH_STATE: {
    field: 'batchId',
    when: 'A batch is approved, cancelled or sent in a state in which it cannot be.',
    says: (f: { what: string; state: string }) => `A batch that is ${f.state} cannot be asked to ${f.what}.`,
  },
  PAYOUT_OWN_BATCH: {
    field: 'batchId',
    when: 'Who prepared a batch approves it.',
    says: (_: Record<never, never>) => 'Somebody else than who prepared a batch approves it.',
  },
  PAYOUT_PEOPLE_MISSING: {
    field: 'batchId',
    when: 'A batch is sent before as many different people had a hand in it as its total asks for.',
    says: (f: { total: string; needed: number; people: number }) =>
      `A batch of ${f.total} takes ${f.needed} people who prepare, approve or send it; with you they are ${f.people}.`,
  },
  PAYOUT_REASON_MALFORMED: {
    field: 'reason',
    when: 'A leg is cancelled, rejected or returned without a reason, or with one that is too long.',
    says: (f: { length: number }) => `A reason has 1 to 200 characters; this one has ${f.length}.`,
  },
  PAYOUT_FILE_MALFORMED: {
    field: 'sha256',
    when: 'The hash of the file that was sent is not a SHA-256 in 64 lower-case hexadecimal digits.',
    says: (f: { length: number }) =>
      `A file is named by its SHA-256, 64 lower-case hexadecimal digits; this text has ${f.length} characters.`,
  },
  PAYOUT_FILE_REFUSED: {
    field: 'batchId',
    when: 'The file of a batch is taken and banks would refuse it.',
    says: (f: { count: number; first: string }) =>
      `Banks would refuse the file for ${f.count} ${f.count === 1 ? 'reason' : 'reasons'}, the first of them: ${f.first}.`,
  },
  PAYOUT_WITHOUT_ACCOUNT: {
    field: 'currency',
    when: 'Somebody wants to be paid in a currency in which the clients have no bank account.',
    says: (f: { currency: string }) =>
      `No bank account for money of investors in ${f.currency} is open: nothing can be paid in it.`,
  },
  PAYOUT_LEG_UNKNOWN: {
    field: 'endToEndId',
    when: 'An outcome is told of a leg that does not exist.',
    says: (f: { endToEndId: string }) => `No payout of ours is called "${f.endToEndId}".`,
  },
  PAYOUT_LEG_STATE: {
    field: 'endToEndId',
    when: 'A leg is said to have become what it cannot become in its state, or for another reason than it has.',
    says: (f: { endToEndId: string; state: string; next: string }) =>
      `The payout ${f.endToEndId} is ${f.state}: it cannot become ${f.next}.`,
  },
  PAYOUT_DEBIT_UNKNOWN: {
    field: 'debitId',
    when: 'A movement by which the bank is said to have carried out payouts does not exist.',
    says: (f: { id: string }) => `There is no debit ${f.id}.`,
  },
  PAYOUT_DEBIT_EXCEEDED: {
    field: 'debitId',
    when: 'Payouts are said to be a movement of the bank that is smaller than they are, or in another currency.',
    says: (f: { legs: string; left: string }) =>
      `These payouts come to ${f.legs}; of the debit of the bank ${f.left} is left.`,
  },
  PAYOUT_RETURN_AMOUNT: {
    field: 'receiptId',
    when: 'A payout is said to have come back as a receipt of another amount or currency.',
    says: (f: { leg: string; receipt: string }) =>
      `The payout was ${f.leg}, the receipt ${f.receipt}: look at what the bank kept before it is booked.`,
  },
})
