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
  INSIDER_SPAN_WRONG: {
    field: 'until',
    when: 'A party is to be one of the platform’s people until a day before the first.',
    says: (f: { from: string; until: string }) =>
      `${f.until} is before ${f.from}: the last day is that or later.`,
  },
  INSIDER_NOT_DECLARED: {
    field: 'version',
    when: 'A declaration about a party is to be confirmed that there is not.',
    says: (f: { version: number }) => `There is no declaration ${f.version} about this party to confirm.`,
  },
  INSIDER_SAME_PERSON: {
    field: 'version',
    when: 'Who declared something about a party is to confirm it, too.',
    says: (f: { declaredAt: string }) =>
      `You declared it yourself at ${f.declaredAt}: somebody else has to confirm it.`,
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
  BIC_MALFORMED: {
    field: 'bic',
    when: 'The code of a bank is not written as ISO 9362 says.',
    says: (f: { text: string }) => `"${f.text}" is not a BIC: it has 8 or 11 letters and digits.`,
  },
  DAY_AHEAD: {
    when: 'A document is said to have come on a day that is not here yet.',
    says: (f: { day: string; today: string }) => `${f.day} has not come yet: today is ${f.today}.`,
  },
  EVIDENCE_MALFORMED: {
    field: 'evidence',
    when: 'The hash of a document is not a SHA-256 in 64 lower-case hexadecimal digits.',
    says: (f: { length: number }) =>
      `A document is named by its SHA-256, 64 lower-case hexadecimal digits; this text has ${f.length} characters.`,
  },
  PROOF_BY_FINANCE: {
    field: 'provedOn',
    when: 'The holder, or who acts for him, enters his own proof of residence.',
    says: (_: Record<never, never>) =>
      'A proof of residence is entered by finance, who have seen it: send it to them.',
  },
  WAIVER_TOO_LATE: {
    field: 'year',
    when: 'A statement that waives the income-tax part came on or after 30 November of the year before the payments.',
    says: (f: { year: number; last: string; receivedOn: string }) =>
      `For payments of ${f.year} the statement had to come by ${f.last}; this one came on ${f.receivedOn}.`,
  },
  WAIVER_TOO_EARLY: {
    field: 'year',
    when: 'A statement that waives the income-tax part came before the year before the payments began.',
    says: (f: { year: number; first: string; last: string; receivedOn: string }) =>
      `For payments of ${f.year} the statement comes from ${f.first} to ${f.last}; this one came on ${f.receivedOn}.`,
  },
  WAIVER_BACKDATED: {
    field: 'receivedOn',
    when: 'A statement is said to have come before today, and it is not finance who enter it, or its hash is missing.',
    says: (f: { receivedOn: string; today: string }) =>
      `Only finance, with the hash of the paper, may say on ${f.today} that a statement came on ${f.receivedOn}.`,
  },
  WAIVER_FOR_PEOPLE: {
    when: 'A waiver of the income-tax part is asked for a firm.',
    says: (_: Record<never, never>) => 'Only people can have the income-tax part waived; this is a firm.',
  },
  VERSION_MALFORMED: {
    when: 'The version of a knowledge test or of a simulation is not a short plain word.',
    says: (f: { text: string }) =>
      `"${f.text}" is not a version: write 1 to 40 letters, digits, dots, slashes or dashes.`,
  },
  AREA_TWICE: {
    field: 'missing',
    when: 'An area in which a knowledge test was not enough is named twice.',
    says: (f: { area: string }) => `The area "${f.area}" is there twice.`,
  },
  WARNING_OUTDATED: {
    field: 'textVersion',
    when: 'A warning is acknowledged in another version than the one in force.',
    says: (f: { warning: string; given: number; version: number }) =>
      `Version ${f.given} of the warning "${f.warning}" is not in force: read and acknowledge version ${f.version}.`,
  },
  WARNING_ORDER_WRONG: {
    field: 'offeringId',
    when: 'A warning that is about one order is acknowledged without it, or another one with it.',
    says: (f: { warning: string; needs: boolean }) =>
      f.needs
        ? `The warning "${f.warning}" is about one order: name its offering and amount.`
        : `The warning "${f.warning}" is about no order: name neither offering nor amount.`,
  },
  CRITERIA_TOO_FEW: {
    field: 'criteria',
    when: 'A request to be a sophisticated investor names too few criteria of Annex II for this kind of party.',
    says: (f: { kind: string; met: number; needed: number; of: string }) =>
      `A ${f.kind} needs ${f.needed} of ${f.of}; the request names ${f.met}.`,
  },
  SOPHISTICATION_NOT_REQUESTED: {
    field: 'partyId',
    when: 'The status of a sophisticated investor is granted to a party whose request does not wait.',
    says: (_: Record<never, never>) =>
      'There is no request that waits: the status is granted to who asked for it.',
  },
  SOPHISTICATION_MISSING: {
    field: 'partyId',
    when: 'The status of a sophisticated investor is taken from a party that has and asks for none.',
    says: (_: Record<never, never>) => 'The party is no sophisticated investor now and has not asked to be.',
  },
  SIRET_MALFORMED: {
    field: 'siret',
    when: 'A SIRET number has not 14 digits, or its check digit is wrong.',
    says: (f: { length: number }) =>
      `A SIRET has 14 digits of which the last is a check; what was given has ${f.length} characters.`,
  },
  BIRTH_CODE_MALFORMED: {
    field: 'birthCode',
    when: 'The code of a place of birth is no INSEE code.',
    says: (f: { length: number }) =>
      `The INSEE code of a place has five characters, such as 44109; what was given has ${f.length}.`,
  },
  MAIL_UNKNOWN: {
    field: 'report',
    when: 'A delivery report is about a mail that we did not send, or not to that address.',
    says: (_: object) => 'This report is about no mail of ours: it names none that was sent to that address.',
  },
  DELIVERY_REPORT_MALFORMED: {
    field: 'report',
    when: 'A text is no delivery report (RFC 3464) that says of a mail that it failed.',
    says: (f: { failed: number }) =>
      `This is no report of mails that failed (RFC 3464): ${f.failed} are named in it. Give the whole mail as it came.`,
  },
  BOUNCE_UNKNOWN: {
    field: 'bounceId',
    when: 'A bounced mail does not exist, or was settled.',
    says: (_: object) => 'There is no such bounced mail on the list.',
  },
  BOUNCE_OWNER_WRONG: {
    field: 'ownerId',
    when: 'Somebody outside finance is to see to a bounced mail.',
    says: (_: object) => 'Who sees to a bounced mail is of finance.',
  },
  BOUNCE_REASON_MISSING: {
    field: 'reason',
    when: 'It is not said how a bounced mail was settled, in 1 to 500 characters.',
    says: (f: { length: number }) => `Say in 1 to 500 characters how it was settled; these are ${f.length}.`,
  },
})
