import { electronicFormatIBAN, isSEPACountry, isValidBIC, isValidIBAN } from 'ibantools'
import type { Currency } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import type { PaymentBatch, PaymentLeg, PaymentRefusal } from './payment-batch.ts'
import { isPaymentId, LONGEST_ID } from './payment-id.ts'
import { sepaText } from './sepa-text.ts'

/** Of the name of a party in SEPA (the definition of the message allows 140). */
export const LONGEST_NAME = 70
/** The greatest amount of one transfer in SEPA: 999999999.99 EUR (EPC implementation guidelines, AT-04). */
const MOST_CENTS = 99_999_999_999n
/** Elsewhere as many digits as the definition of the message has room for. */
const MOST_DIGITS = 10n ** 18n - 1n

/** Euros move within SEPA, whose banks are found by the IBAN; any other currency by way of correspondents. */
export const isSepa = (currency: Currency): boolean => currency === 'EUR'

/** What is wrong in one field; a text of the input is shown cut. */
type Wrong = { field: string; message: string }

/**
 * Why a leg cannot be paid by a file, in the order of its fields; none: it can. A leg that is refused can be left out
 * before a batch is prepared.
 */
export function refusalsOfLeg(leg: PaymentLeg): PaymentRefusal[] {
  const { endToEndId, amount, currency, remittance } = leg
  const wrong = [
    wrongId('endToEndId', endToEndId),
    amount > 0n && amount <= mostOf(currency) ? null : wrongAmount(leg),
    wrongName('name', leg.name),
    wrongIban('iban', leg.iban, isSepa(currency)),
    leg.bic === null && !isSepa(currency) ? missingBic(currency) : wrongBic('bic', leg.bic),
    remittance !== null && 'reference' in remittance ? wrongReference(remittance.reference) : null,
  ]
  return wrong.filter(each => each !== null).map(each => ({ endToEndId, ...each }))
}

/** Why a batch cannot be written: first what is wrong with itself, then with its legs in their order. */
export function refusalsOfBatch(batch: PaymentBatch): PaymentRefusal[] {
  const { debtor, legs, messageId, initiatingParty, executeOn, purpose } = batch
  const wrong = [
    wrongId('messageId', messageId),
    wrongName('initiatingParty', initiatingParty),
    wrongName('debtor.name', debtor.name),
    wrongIban(
      'debtor.iban',
      debtor.iban,
      legs.some(leg => isSepa(leg.currency)),
    ),
    wrongBic('debtor.bic', debtor.bic),
    isDay(executeOn)
      ? null
      : { field: 'executeOn', message: `${shown(executeOn)} is no day: expected one such as 2026-07-31.` },
    purpose === null || /^[A-Z]{4}$/.test(purpose)
      ? null
      : { field: 'purpose', message: `${shown(purpose)} is no category purpose: expected four capitals.` },
    legs.length > 0 ? null : { field: 'legs', message: 'The batch has no leg: a file orders at least one.' },
  ]
  const own = wrong.filter(each => each !== null).map(each => ({ endToEndId: null, ...each }))
  return [...own, ...inOneCurrency(legs), ...legs.flatMap(refusalsOfLeg), ...namedTwice(legs)]
}

/** They leave one account: the bank would change money by a rate of its own. */
function inOneCurrency(legs: readonly PaymentLeg[]): PaymentRefusal[] {
  const currencies = [...new Set(legs.map(leg => leg.currency))].toSorted()
  if (currencies.length < 2) return []
  const message = `The legs are in ${currencies.join(' and ')}: a file orders payments in one currency.`
  return [{ endToEndId: null, field: 'legs', message }]
}

/** The bank's answers could not be told apart. */
function namedTwice(legs: readonly PaymentLeg[]): PaymentRefusal[] {
  const counts = Map.groupBy(legs, leg => leg.endToEndId)
  return [...counts]
    .filter(([, same]) => same.length > 1)
    .map(([endToEndId, { length }]) => {
      const message = `${shown(endToEndId)} names ${length} legs: each has an id of its own.`
      return { endToEndId, field: 'endToEndId', message }
    })
}

function wrongId(field: string, id: string): Wrong | null {
  if (isPaymentId(id)) return null
  const allowed = `1 to ${LONGEST_ID} characters of a-z A-Z 0-9 / - ? : ( ) . , ' + and space inside`
  return {
    field,
    message: `${shown(id)} (${id.length} characters) is no id that banks carry: expected ${allowed}, no / at an end or twice.`,
  }
}

function wrongAmount({ amount, currency }: PaymentLeg): Wrong {
  const [written, least, most] = [amount, 1n, mostOf(currency)].map(each => formatAmount(each, currency))
  return { field: 'amount', message: `${written} ${currency} cannot be sent: expected ${least} to ${most}.` }
}

const mostOf = (currency: Currency) => (isSepa(currency) ? MOST_CENTS : MOST_DIGITS)

function missingBic(currency: Currency): Wrong {
  return { field: 'bic', message: `A payment in ${currency} needs the code (BIC) of the payee's bank.` }
}

/** A name in a script that has no rule here would reach the bank as full stops. */
function wrongName(field: string, name: string): Wrong | null {
  if (/[A-Za-z0-9]/.test(sepaText(name, LONGEST_NAME))) return null
  return {
    field,
    message: `${shown(name)} has no letter that SEPA passes on: it has to be given in Latin letters.`,
  }
}

/** Countries that joined SEPA in 2024 and 2025 (EPC409-09), which the package does not know yet. */
const JOINED_LATELY = ['AL', 'MD', 'ME', 'MK', 'RS']

function wrongIban(field: string, iban: string, withinSepa: boolean): Wrong | null {
  const plain = electronicFormatIBAN(iban) ?? ''
  if (!isValidIBAN(plain)) {
    return { field, message: `${shown(iban)} is no IBAN: its length or its check digits are wrong.` }
  }
  const country = plain.slice(0, 2)
  if (!withinSepa || isSEPACountry(country) || JOINED_LATELY.includes(country)) return null
  return { field, message: `${shown(iban)} lies outside SEPA: no bank of ${country} takes part in it.` }
}

/** As the older definition has it, which is the narrower one. */
const BIC = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/

function wrongBic(field: string, bic: string | null): Wrong | null {
  if (bic === null || (BIC.test(bic) && isValidBIC(bic))) return null
  return { field, message: `${shown(bic)} is no BIC: expected 8 or 11 capitals and digits.` }
}

/** ISO 11649: two check digits, so that the number of the whole, its first four moved to the end, leaves 1 by 97. */
function wrongReference(reference: string): Wrong | null {
  const plain = plainReference(reference)
  const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replaceAll(
    /[A-Z]/g,
    each => `${each.charCodeAt(0) - 55}`,
  )
  if (/^RF\d{2}[A-Z0-9]{1,21}$/.test(plain) && BigInt(digits) % 97n === 1n) return null
  return {
    field: 'remittance.reference',
    message: `${shown(reference)} is no reference by ISO 11649: RF, two check digits, 1 to 21 letters and digits.`,
  }
}

/** A reference as it is sent: without spaces, in capitals. */
export const plainReference = (reference: string): string => reference.replaceAll(/\s/g, '').toUpperCase()

function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(midnight.getTime()) &&
    midnight.toISOString().startsWith(text)
  )
}

const LONGEST_SHOWN = 40
const shown = (text: string) => `"${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}"`
