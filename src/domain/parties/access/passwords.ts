import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { refuse } from '../refusals.ts'

const derive = promisify(argon2)

/** What a hash costs whoever makes or guesses it. */
export type Cost = { memory: number; passes: number; parallelism: number }

/** OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane. */
export const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
/** The least Argon2id takes: for the made-up people of demos and tests, whose passwords guard nothing. */
export const TEST_COST: Cost = { memory: 8, passes: 1, parallelism: 1 }
const TAG_LENGTH = 32
const SHORTEST = 10
const LONGEST = 200

/** Hashes a password with Argon2id and a salt of its own. Refuses PASSWORD_TOO_SHORT. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  if (password.length < SHORTEST || password.length > LONGEST) {
    throw refuse.PASSWORD_TOO_SHORT({ length: password.length })
  }
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { message: typed(password), nonce, ...cost, tagLength: TAG_LENGTH })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(hash)}`
}

/** Whether the password belongs to the hash. Takes as long when there is no hash, so that a stranger learns nothing. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const [, , , cost, salt, tag] = (hash ?? (await placeholder())).split('$')
  const [memory, passes, parallelism] = (cost ?? '').split(',').map(part => Number(part.slice(2)))
  const expected = Buffer.from(tag ?? '', 'base64')
  const actual = await derive('argon2id', {
    message: typed(password.slice(0, LONGEST)),
    nonce: Buffer.from(salt ?? '', 'base64'),
    memory: memory ?? COST.memory,
    passes: passes ?? COST.passes,
    parallelism: parallelism ?? COST.parallelism,
    tagLength: expected.length,
  })
  return timingSafeEqual(expected, actual) && hash !== undefined && password.length <= LONGEST
}

/** One form for the same letters: keyboards differ in how they send an é. */
const typed = (password: string) => password.normalize('NFC')

let made: Promise<string> | undefined
function placeholder(): Promise<string> {
  made ??= hashPassword(randomBytes(24).toString('hex'))
  return made
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
