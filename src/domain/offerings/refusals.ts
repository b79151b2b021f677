import { refusals } from '../refusal.ts'

export const refuse = refusals({
  PROJECT_UNKNOWN: {
    field: 'projectId',
    when: 'A project does not exist, or not for you.',
    says: (f: { id: string }) => `There is no project ${f.id}.`,
  },
  CLASS_CODE_MALFORMED: {
    field: 'classes',
    when: 'The code of a share class or partner is not a short plain word.',
    says: (f: { code: string }) =>
      `"${f.code}" is not a code: write 1 to 30 small letters, digits or dashes, a letter first.`,
  },
  CLASS_TWICE: {
    field: 'classes',
    when: 'Two share classes or partners have the same code.',
    says: (f: { code: string }) => `The code "${f.code}" is there twice.`,
  },
  CLASS_UNKNOWN: {
    field: 'classId',
    when: 'A share class does not exist.',
    says: (f: { id: string }) => `There is no share class ${f.id}.`,
  },
  SHARES_NOT_POSITIVE: {
    field: 'shares',
    when: 'A number of shares is below one or above two billion.',
    says: (f: { shares: number }) => `${f.shares} is not a number of shares: it must be 1 to 2000000000.`,
  },
  CONTRACT_EMPTY: {
    field: 'tiers',
    when: 'A contract has no tier, or a tier has no recipient.',
    says: (f: { what: string }) => `A contract needs at least one tier and each tier a recipient: ${f.what}.`,
  },
  CONTRACT_CURRENCY: {
    field: 'currency',
    when: "A contract's currency is not its project's.",
    says: (f: { given: string; expected: string }) =>
      `The contract is in ${f.given}, its project in ${f.expected}: they must be the same.`,
  },
  SPLIT_NOT_ONE: {
    field: 'tiers',
    when: 'The ratios of a tier do not add up to exactly 1.',
    says: (f: { tier: string; sum: string }) =>
      `The split of tier "${f.tier}" adds up to ${f.sum}: it must be exactly 1.`,
  },
  RATIO_OUT_OF_RANGE: {
    field: 'tiers',
    when: 'A ratio is zero, or above 1 where it may not be.',
    says: (f: { what: string; ratio: string }) =>
      `The ratio of ${f.what} is ${f.ratio}: it must be above 0, at most 1.`,
  },
  RATE_OUT_OF_RANGE: {
    field: 'commissionRatio',
    when: 'A rate of commission or VAT is above 1.',
    says: (f: { what: string; rate: string }) => `The rate of ${f.what} is ${f.rate}: it must be 0 to 1.`,
  },
  TIER_DEAD: {
    field: 'tiers',
    when: 'A tier can never receive anything, because one before it takes all that is left.',
    says: (f: { tier: string; before: string }) =>
      `Tier "${f.tier}" can never receive anything: "${f.before}" takes all that is left.`,
  },
  TIERS_LEAVE_REST: {
    field: 'tiers',
    when: 'No tier takes all that is left of some revenue: the last one must, and pay nobody who has a cap.',
    says: (f: { tier: string; revenue: string }) =>
      `After tier "${f.tier}" something may be left of ${f.revenue}: its last tier must take 1 of what is left, without end and without a capped class, or money would belong to nobody.`,
  },
  TIER_TWICE: {
    field: 'tiers',
    when: 'Two tiers have the same name.',
    says: (f: { tier: string }) => `There are two tiers "${f.tier}": what each took could not be told apart.`,
  },
  TIER_ASKS_TWICE: {
    field: 'tiers',
    when: 'A tier asks for a ratio and for an amount, or for two amounts.',
    says: (f: { tier: string }) =>
      `Tier "${f.tier}" asks in more than one way: give takes (with of), perReport or perUnit.`,
  },
  TIER_UNKNOWN: {
    field: 'tiers',
    when: 'A threshold names a tier that does not exist, or for a catch-up does not stand before it.',
    says: (f: { tier: string; named: string }) =>
      `Tier "${f.tier}" names "${f.named}", which is no other tier, or stands after it.`,
  },
  TIER_PERIOD_WRONG: {
    field: 'tiers',
    when: 'The term of a tier ends before it begins.',
    says: (f: { tier: string; from: string; until: string }) =>
      `The term of tier "${f.tier}" cannot end (${f.until}) before it begins (${f.from}).`,
  },
  GROUP_MIXED: {
    field: 'tiers',
    when: 'Tiers of one group stand apart, or differ in categories or term.',
    says: (f: { tier: string; group: string }) =>
      `Tier "${f.tier}" of group "${f.group}" stands apart from the others or has other categories or another term.`,
  },
  THRESHOLD_UNCLEAR: {
    field: 'tiers',
    when: 'A threshold says nothing or several things, or counts somebody whom the tier does not pay.',
    says: (f: { tier: string; says: number; counts: string }) =>
      `The threshold of tier "${f.tier}" says ${f.says} things and counts "${f.counts}": it must say one of amount, raised, interest, catchUp, and count the tier or somebody it pays.`,
  },
  CATCH_UP_IMPOSSIBLE: {
    field: 'tiers',
    when: 'A catch-up tier gives the recipient no more than the ratio he is to reach.',
    says: (f: { tier: string; to: string; own: string; ratio: string }) =>
      `Tier "${f.tier}" gives "${f.to}" ${f.own}: he would never reach ${f.ratio} of all.`,
  },
  WEIGHTS_OUT_OF_RANGE: {
    field: 'weights',
    when: 'A minimum holding period is negative or above 366 days.',
    says: (f: { days: number }) => `${f.days} is not a minimum holding period: it must be 0 to 366 days.`,
  },
  REPORTING_OUT_OF_RANGE: {
    field: 'reporting',
    when: 'A number or day of the reporting clause of a contract is out of range.',
    says: (f: { what: string; given: string; least: string; most: string }) =>
      `${f.what} of the reporting clause is ${f.given}: it must be ${f.least} to ${f.most}.`,
  },
  REMINDER_TWICE: {
    field: 'reporting',
    when: 'The reporting clause of a contract names a reminder twice.',
    says: (f: { day: number }) => `The reminder ${f.day} days from the due day is there twice.`,
  },
  RECIPIENT_UNKNOWN: {
    field: 'tiers',
    when: 'A tier names a class or partner that the project and the contract do not have.',
    says: (f: { tier: string; recipient: string }) =>
      `Tier "${f.tier}" pays "${f.recipient}", which neither the project nor the contract knows.`,
  },
  RECIPIENT_TWICE: {
    field: 'tiers',
    when: 'A tier names the same recipient twice.',
    says: (f: { tier: string; recipient: string }) => `Tier "${f.tier}" names "${f.recipient}" twice.`,
  },
  CONTRACT_UNKNOWN: {
    field: 'contractId',
    when: 'A contract does not exist.',
    says: (f: { id: string }) => `There is no contract ${f.id}.`,
  },
  CONTRACT_NOT_SIGNED: {
    field: 'projectId',
    when: 'A project has no contract in force yet.',
    says: (f: { project: string }) => `The project "${f.project}" has no signed contract yet.`,
  },
  CONTRACT_SIGNED: {
    field: 'contractId',
    when: 'A contract was signed before.',
    says: (f: { version: number }) => `Version ${f.version} of the contract was signed before.`,
  },
  SAME_PERSON: {
    when: 'Two people are needed, and one person tries to do both parts.',
    says: (f: { what: string }) => `${f.what} needs another person than the one who prepared it.`,
  },
  PERIOD_WRONG: {
    field: 'closesAt',
    when: 'An offering would close before it opens, or its payments be due before it closes.',
    says: (f: { opensAt: string; closesAt: string; paymentDueAt: string }) =>
      `The instants are out of order: opens ${f.opensAt}, closes ${f.closesAt}, payments due ${f.paymentDueAt}; they are due when it closes or later.`,
  },
  GOAL_WRONG: {
    field: 'goal',
    when: 'A goal is missing where the mode needs one, given where there is none, or above what is offered.',
    says: (f: { mode: string; goal: string; offered: string }) =>
      `Goal mode "${f.mode}" does not go with a goal of ${f.goal}; all shares offered come to ${f.offered}.`,
  },
  OFFERED_TOO_MANY: {
    field: 'shares',
    when: 'More shares would be offered than the class has.',
    says: (f: { asked: number; left: number; all: number }) =>
      `${f.asked} shares are to be offered; the class has ${f.all}, of which ${f.left} are not offered yet.`,
  },
  DAYS_OUT_OF_RANGE: {
    field: 'withdrawalDays',
    when: 'A number of days is negative or above 365.',
    says: (f: { days: number }) => `${f.days} is not a number of days: it must be 0 to 365.`,
  },
  COMMISSION_TOO_LARGE: {
    field: 'commissionRatio',
    when: 'The commission and the VAT on it would take more than the money raised.',
    says: (f: { commissionRatio: string; vatRatio: string; taken: string }) =>
      `A commission of ${f.commissionRatio} with VAT of ${f.vatRatio} on it takes ${f.taken} of the money raised: it must be at most 1.`,
  },
  SCHEDULE_OUT_OF_RANGE: {
    field: 'schedule',
    when: 'A number, day or rate of a schedule of repayment is out of its range.',
    says: (f: { what: string; given: string; least: string; most: string }) =>
      `"${f.what}" of the schedule is ${f.given}: it must be ${f.least} to ${f.most}.`,
  },
  INTEREST_FORBIDDEN: {
    field: 'tiers',
    when: 'An interest-free contract has a tier, cap or schedule by which somebody would earn on what is lent.',
    says: (f: { what: string; why: string }) =>
      `The contract is interest-free: its lenders get back what they put in, and nobody earns on it. ${f.what} cannot stand in it, for ${f.why}.`,
  },
  GRADE_UNKNOWN: {
    field: 'grade',
    when: 'The grade of risk of a contract is not among those whose rates it lists.',
    says: (f: { grade: string; known: string }) =>
      `There is no rate for the grade "${f.grade}"; there is one for: ${f.known}.`,
  },
  GRADE_RATE_DIFFERS: {
    field: 'grade',
    when: 'A tier or schedule has another rate of interest than the grade of risk of its contract.',
    says: (f: { what: string; rate: string; grade: string; expected: string }) =>
      `The rate of ${f.what} is ${f.rate}; that of grade "${f.grade}" is ${f.expected}.`,
  },
  OFFERING_UNKNOWN: {
    field: 'offeringId',
    when: 'An offering does not exist, or not for you.',
    says: (f: { id: string }) => `There is no offering ${f.id}.`,
  },
  OFFERING_PUBLISHED: {
    field: 'offeringId',
    when: 'An offering was published before.',
    says: (f: { publishedAt: string }) => `The offering was published before, at ${f.publishedAt}.`,
  },
  REGIME_CURRENCY: {
    field: 'regime',
    when: 'An offering under a regime with gates is made in a project that is not kept in EUR.',
    says: (f: { regime: string; currency: string }) =>
      `The gates of ${f.regime} count in EUR; the project is kept in ${f.currency}.`,
  },
  SIDES_NOT_POSITIVE: {
    field: 'keyInformation',
    when: 'A key information sheet is said to have less than one side.',
    says: (f: { sides: number }) => `${f.sides} is not a number of sides: it must be 1 or more.`,
  },
  KEY_INFORMATION_MISSING: {
    field: 'offeringId',
    when: 'An offering is to be published without the key information sheet that its regime asks for.',
    says: (f: { article: string }) =>
      `The offering has no key information sheet, which it is published with: ${f.article}.`,
  },
  KEY_INFORMATION_TOO_LONG: {
    field: 'offeringId',
    when: 'The key information sheet of an offering has more sides of A4 than its regime allows.',
    says: (f: { sides: number; most: number; article: string }) =>
      `The key information sheet has ${f.sides} sides of A4; at most ${f.most} are allowed: ${f.article}.`,
  },
  OWNER_CONFLICTED: {
    field: 'offeringId',
    when: 'An offering is to be published whose issuer works for the platform, which its regime does not allow.',
    says: (f: { role: string; article: string }) =>
      `The issuer holds the role "${f.role}" on this platform and can offer nothing on it: ${f.article}.`,
  },
  OFFER_CAP_EXCEEDED: {
    field: 'offeringId',
    when: 'The offers of one owner would together pass the cap of the regime.',
    says: (f: Record<'target' | 'before' | 'elsewhere' | 'sum' | 'cap' | 'since' | 'article', string>) =>
      `This offering (${f.target} EUR), what its owner offered here since ${f.since} (${f.before} EUR) and elsewhere (${f.elsewhere} EUR) come to ${f.sum} EUR; the cap is ${f.cap} EUR: ${f.article}.`,
  },
  OFFERING_MOVE_ILLEGAL: {
    field: 'offeringId',
    when: 'Something is to be done with an offering that its state does not allow.',
    says: (f: { move: string; state: string; from: string }) =>
      `"${f.move}" does not go with an offering in the state "${f.state}": only with ${f.from}.`,
  },
  LIFE_CLAUSE_OUT_OF_RANGE: {
    field: 'terms',
    when: 'A number in the terms about reconfirmation, early close, extension or vote is out of range.',
    says: (f: { what: string; given: number; least: number; most: number }) =>
      `${f.what} is ${f.given}: it must be ${f.least} to ${f.most}.`,
  },
  VOTE_AFTER_OPENING: {
    field: 'vote',
    when: 'A vote would end after its offering has opened.',
    says: (f: { endsAt: string; opensAt: string }) =>
      `The vote would end at ${f.endsAt}, the offering opens at ${f.opensAt}: it ends then or before.`,
  },
  VOTE_OVER: {
    field: 'offeringId',
    when: 'An offering is to be published when the vote that it asks for has ended already.',
    says: (f: { endsAt: string }) => `The vote ended at ${f.endsAt}: nobody could vote any more.`,
  },
  ALREADY_VOTED: {
    field: 'offeringId',
    when: 'A member who has voted votes again with another amount.',
    says: (f: { votedAt: string }) => `You voted at ${f.votedAt}: each member votes once.`,
  },
  REASON_MALFORMED: {
    field: 'explanation',
    when: 'The words that explain a decision or an interest are empty, too long, or not one line of plain text.',
    says: (f: { length: number; most: number }) =>
      `The text has ${f.length} letters: it must be one line of 1 to ${f.most}.`,
  },
  INTEREST_DECLARED: {
    field: 'offeringId',
    when: 'Somebody who declared an interest in a project is to decide about it.',
    says: (f: { declaredAt: string }) =>
      `You declared an interest in this project at ${f.declaredAt}: somebody else has to decide.`,
  },
  TERMS_UNCHANGED: {
    field: 'terms',
    when: 'A revision changes nothing.',
    says: (f: { version: number }) => `Nothing is different from version ${f.version} of the terms.`,
  },
  TERMS_FROZEN: {
    field: 'terms',
    when: 'Terms are to be changed that bind the owner from the publication to the end, as the regime says.',
    says: (f: { publishedAt: string; article: string }) =>
      `The terms bind their owner since the publication at ${f.publishedAt} until the offering has ended: ${f.article}.`,
  },
  TERM_FIXED: {
    field: 'terms',
    when: 'A term is to be changed that stays once an offering is published, or once there are orders.',
    says: (f: { term: string; before: string; after: string; since: string }) =>
      `${f.term} stays ${f.before} and cannot become ${f.after}: ${f.since}.`,
  },
  SHEET_NOT_ASKED: {
    field: 'offeringId',
    when: 'An offering is to be suspended for its key information sheet that falls under no law which asks for one.',
    says: (f: { regime: string }) =>
      `The regime of the offering (${f.regime}) asks for no key information sheet: there is nothing to suspend it for.`,
  },
  SHEET_UNCHANGED: {
    field: 'keyInformation',
    when: 'A suspended offering is to go on without another key information sheet.',
    says: (f: { correctBy: string }) =>
      `The offering is suspended for its key information sheet: until ${f.correctBy} it can go on with another one only.`,
  },
  REVISION_UNKNOWN: {
    field: 'version',
    when: 'A version of terms does not exist, or is not the latest one that waits for approval.',
    says: (f: { version: number; waiting: string }) =>
      `Version ${f.version} of the terms does not wait for approval; ${f.waiting} does.`,
  },
  REVISION_BELOW_ORDERS: {
    field: 'version',
    when: 'A revision would offer fewer shares than are ordered.',
    says: (f: { shares: number; ordered: number }) =>
      `The revision offers ${f.shares} shares, of which ${f.ordered} are ordered already.`,
  },
  EARLY_CLOSE_NOT_FORESEEN: {
    field: 'offeringId',
    when: 'An offering is to close early whose terms do not say that it may.',
    says: (f: { closesAt: string }) => `The terms know no early close: the offering closes at ${f.closesAt}.`,
  },
  EARLY_CLOSE_TOO_SOON: {
    field: 'closesAt',
    when: 'An offering is to close before its least number of days, without the notice, or not earlier at all.',
    says: (f: Record<'asked' | 'least' | 'notice' | 'most', string>) =>
      `${f.asked} does not do: not before ${f.least} (least duration), not before ${f.notice} (notice), and before ${f.most}.`,
  },
  EXTENSION_NOT_FORESEEN: {
    field: 'offeringId',
    when: 'An offering is to be extended whose terms do not say that it may.',
    says: (f: { closesAt: string }) => `The terms know no extension: the offering closes at ${f.closesAt}.`,
  },
  EXTENSION_OUT_OF_RANGE: {
    field: 'closesAt',
    when: 'An offering is to be extended to an instant that is not later, or later than its terms allow.',
    says: (f: Record<'asked' | 'least' | 'most' | 'days', string>) =>
      `${f.asked} does not do: it must be after ${f.least}, at most ${f.most} (${f.days} days later than the terms say).`,
  },
  NOT_BY_INVITATION: {
    field: 'offeringId',
    when: 'Somebody is to be invited to an offering that is not by invitation.',
    says: (f: { audience: string }) => `The offering is for "${f.audience}", not by invitation.`,
  },
  INVITATION_UNKNOWN: {
    field: 'token',
    when: 'An invitation does not exist, or somebody else has used it.',
    says: (_: Record<never, never>) => 'There is no such invitation, or it was used by somebody else.',
  },
})
