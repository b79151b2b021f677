import { electronicFormatIBAN, isSEPACountry, isValidBIC, isValidIBAN } from 'ibantools'
import { formatAmount } from '../../domain/money/money.ts'
import type { PaymentBatch, PaymentLeg, PaymentRefusal } from './payment-batch.ts'
import { isPaymentId, LONGEST_ID } from './payment-id.ts'
import { sepaText } from './sepa-text.ts'

/** Of the name of a party in SEPA (the definition of the message allows 140). */
export const LONGEST_NAME = 70
/** The greatest amount of one transfer in SEPA: 999999999.99 EUR (EPC implementation guidelines, AT-04). */
const MOST_CENTS = 99_999_999_999n

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
    currency === 'EUR' ? null : { field: 'currency', message: `SEPA moves EUR only, not ${currency}.` },
    amount > 0n && amount <= MOST_CENTS ? null : wrongAmount(leg),
    wrongName('name', leg.name),
    wrongIban('iban', leg.iban),
    wrongBic('bic', leg.bic),
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
    wrongIban('debtor.iban', debtor.iban),
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
  return [...own, ...legs.flatMap(refusalsOfLeg), ...namedTwice(legs)]
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
  const [written, most] = [amount, MOST_CENTS].map(each => formatAmount(each, currency))
  return { field: 'amount', message: `${written} ${currency} cannot be sent: expected 0.01 to ${most}.` }
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

function wrongIban(field: string, iban: string): Wrong | null {
  const plain = electronicFormatIBAN(iban) ?? ''
  if (!isValidIBAN(plain)) {
    return { field, message: `${shown(iban)} is no IBAN: its length or its check digits are wrong.` }
  }
  const country = plain.slice(0, 2)
  if (isSEPACountry(country) || JOINED_LATELY.includes(country)) return null
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
