import { parseName } from '../../parties/people/names.ts'
import { refuse } from '../../parties/refusals.ts'
import { isSiret } from '../../parties/tax/siret.ts'
import { within } from '../../refusal.ts'
import type { Payer } from './abroad-files.ts'

/** Who pays, as somebody says it. `siret`: its first nine digits are the SIREN. */
export type GivenPayer = Omit<Payer, 'siren'> & { siret: string }

/** Who pays, as it can be told. Refuses SIRET_MALFORMED, NAME_MALFORMED. */
export function readPayer({ siret, payerName, street, postalCode, town }: GivenPayer): Payer {
  if (!isSiret(siret)) throw refuse.SIRET_MALFORMED({ length: siret.length })
  const text = (field: string, value: string | null) =>
    value === null ? null : within(field, () => parseName(value))
  return {
    payerName,
    siren: siret.slice(0, 9),
    street: text('street', street),
    postalCode: text('postalCode', postalCode),
    town: within('town', () => parseName(town)),
  }
}
