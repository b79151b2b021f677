import { refusals } from '../refusal.ts'

export const refuse = refusals({
  ADDRESS_MALFORMED: {
    field: 'email',
    when: 'A mail address does not look like one.',
    says: (f: { text: string }) => `"${f.text}" is not a mail address.`,
  },
  NAME_MALFORMED: {
    field: 'name',
    when: 'A name is empty, longer than 200 characters, or holds control characters.',
    says: (f: { length: number }) =>
      `A name has 1 to 200 characters and no control characters; this one has ${f.length}.`,
  },
  COUNTRY_MALFORMED: {
    field: 'country',
    when: 'A country is not written as two capital letters (ISO 3166-1 alpha-2).',
    says: (f: { text: string }) => `"${f.text}" is not a country: write its two capital letters, such as FR.`,
  },
  PASSWORD_TOO_SHORT: {
    field: 'password',
    when: 'A password has fewer than 10 or more than 200 characters.',
    says: (f: { length: number }) => `A password has 10 to 200 characters; this one has ${f.length}.`,
  },
  CODE_WRONG: {
    field: 'code',
    when: 'A one-time code is wrong, was used, or is older than its time.',
    says: (f: { minutes: number }) =>
      `The code is not right or no longer valid: each one works once, for ${f.minutes} minutes.`,
  },
  SIGN_IN_FAILED: {
    when: 'Mail address and password do not belong together, or the session ended.',
    says: (_: Record<never, never>) => 'Mail address and password do not match, or the session has ended.',
  },
  TOO_MANY_ATTEMPTS: {
    when: 'Too many attempts in a short time.',
    says: (f: { attempts: number; minutes: number }) =>
      `Too many attempts: at most ${f.attempts} in ${f.minutes} minutes. Wait and try again.`,
  },
  ALREADY_HAS_ADMINISTRATOR: {
    when: 'Somebody claims to be the first administrator although there is one.',
    says: (_: Record<never, never>) => 'There is an administrator already: ask for a role instead.',
  },
  PARTY_UNKNOWN: {
    field: 'partyId',
    when: 'A party does not exist.',
    says: (f: { id: string }) => `There is no party ${f.id}.`,
  },
  NOT_FOR_YOURSELF: {
    field: 'partyId',
    when: 'Somebody changes his own roles or gives himself a mandate.',
    says: (f: { what: string }) => `Nobody can give or take ${f.what} for himself.`,
  },
  NOT_ADMINISTRATOR: {
    when: 'Somebody changes a role who is no administrator, or has just ceased to be one.',
    says: (_: Record<never, never>) => 'Only an administrator changes roles, and you are none now.',
  },
  ROLE_SCOPE_WRONG: {
    field: 'projectId',
    when: 'Issuer and partner are roles in a named project; the other roles are not.',
    says: (f: { role: string; needs: boolean }) =>
      f.needs ? `The role "${f.role}" needs a project.` : `The role "${f.role}" is not tied to a project.`,
  },
  ROLE_UNCHANGED: {
    field: 'role',
    when: 'A role that is held is given, or one that is not held is taken.',
    says: (f: { role: string; held: boolean }) =>
      f.held ? `The role "${f.role}" is already held.` : `The role "${f.role}" is not held.`,
  },
  MANDATE_UNKNOWN: {
    field: 'onBehalfOf',
    when: 'Somebody acts for another party without a mandate in force.',
    says: (f: { partyId: string }) => `There is no mandate in force to act for ${f.partyId}.`,
  },
  MANDATE_NOT_YOURS: {
    field: 'mandateId',
    when: 'Somebody ends a mandate that he neither gave nor got.',
    says: (f: { id: string }) =>
      `The mandate ${f.id} is ended by its principal, its agent, or an agent under whose mandate it was given.`,
  },
  MANDATE_PERIOD_WRONG: {
    field: 'endsAt',
    when: 'A mandate would end before it starts.',
    says: (f: { startsAt: string; endsAt: string }) =>
      `A mandate cannot end (${f.endsAt}) before it starts (${f.startsAt}).`,
  },
  IBAN_MALFORMED: {
    field: 'iban',
    when: 'An account number is not a valid IBAN.',
    says: (f: { text: string }) => `"${f.text}" is not a valid IBAN.`,
  },
})
