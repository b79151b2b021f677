import type { EntityManager } from '@mikro-orm/postgresql'
import { parseAddress } from '../people/names.ts'
import { refuse } from '../refusals.ts'
import { loginOf, passwordHashOf } from './logins.ts'
import { passwordMatches } from './passwords.ts'

/** The login to which mail address and password belong. Refuses SIGN_IN_FAILED, in the same time for every reason. */
export async function checkPassword(
  em: EntityManager,
  input: { email: string; password: string },
): Promise<string> {
  const login = await loginOf(em, parseAddress(input.email).key)
  const known = login && (await passwordHashOf(em, login.loginId))
  if (!(await passwordMatches(input.password, known?.hash)) || login === undefined) {
    throw refuse.SIGN_IN_FAILED({})
  }
  return login.loginId
}
