import { createSecretKey, type KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

const ISSUER = 'tantieme'
const AUDIENCE = 'tantieme-api'
const TYPE = 'at+jwt'
/** Minutes a token is good for; a session renews it. */
export const TOKEN_MINUTES = 15

/** Signs a token for a session (JWT, HS256), short-lived unless minutes are given. */
export async function signToken(
  secret: string,
  sessionId: string,
  now: Date,
  minutes = TOKEN_MINUTES,
): Promise<{ token: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + minutes * 60_000)
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(sessionId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret))
  return { token, expiresAt }
}

/** The session a token stands for, or null when the token is not ours, was altered or has expired. */
export async function readToken(secret: string, token: string, now: Date): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['exp', 'sub'],
      currentDate: now,
    })
    return payload.sub ?? null
  } catch {
    return null
  }
}

/** The key of the latest secret: it is the same for all requests, and dear to make. */
let latest: { secret: string; key: KeyObject } | null = null

function keyOf(secret: string): KeyObject {
  if (latest?.secret !== secret) latest = { secret, key: createSecretKey(Buffer.from(secret)) }
  return latest.key
}
