import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** Every variable the program reads from its environment, described once. */
const Environment = z.object({
  NODE_ENV: z
    .string()
    .default('development')
    .describe(
      '"production" turns off explorer, mailbox and test clock, and is needed for a HOST that others reach',
    ),
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL 15 or newer; not set: an embedded one under DATA_DIR'),
  DATA_DIR: z.string().default('data').describe('where the embedded database, documents and secrets lie'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4000)
    .describe('port to listen on; 0 takes a free one'),
  PUBLIC_URL: z.url().optional().describe('how the outside reaches us, as printed on papers'),
  TOKEN_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('signs tokens; needed in production, else made in DATA_DIR'),
  PLATFORM_NAME: z.string().min(1).max(80).default('Tantième').describe('the name on papers'),
  CONTACT: z.email().default('help@tantieme.example').describe('whom to ask, as printed on papers'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'mail server, as smtps://user:password@host:465 or smtp://user:password@host:587 (with STARTTLS; without any at one of your own: ?tls=none); not set: mails stay in the outbox',
    ),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]{1,80} <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/)
    .optional()
    .describe('from whom mails come, as "Tantième <no-reply@tantieme.example>"; needed with SMTP_URL'),
  STRIPE_SECRET_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('secret key of the card processor (Stripe); not set: no cards are taken'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('verifies what Stripe sends to /webhooks/stripe; needed with STRIPE_SECRET_KEY'),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('key of Stripe that clients put into their page to take a card'),
  PAYMENT_DEFINITIONS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder with the XSD files of ISO 20022 that payment files are checked against; not set: unchecked',
    ),
  TAX_DEFINITIONS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder with the XSD files of the OECD (CRS, version 2.0) that files for tax offices abroad are checked against; not set: unchecked',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
})

export type Config = {
  production: boolean
  databaseUrl: string | null
  dataDir: string
  host: string
  port: number
  /** Null: the address that was listened on. */
  publicUrl: string | null
  tokenSecret: string
  platformName: string
  contact: string
  /** Where the definitions of payment files lie; null: they are not checked. */
  paymentDefinitions: string | null
  /** Where the definitions of files for tax offices abroad lie; null: their structure alone is checked, by a reading of ours. */
  taxDefinitions: string | null
  logLevel: string
  /** Where mail goes out; null: it stays in the outbox. */
  mail: { url: string; from: string } | null
  /** The keys of the card processor; null: no cards are taken. */
  stripe: { secretKey: string; webhookSecret: string; publishableKey: string | null } | null
}

/** Addresses that only this machine reaches. */
const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/

/** Reads the environment. Throws an Error that names each variable that is wrong and what it is for. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]) as keyof typeof Environment.shape
      return `  ${name}: ${message} (${Environment.shape[name]?.description ?? ''})`
    })
    throw new Error(`The environment is not right:\n${lines.join('\n')}`)
  }
  const values = parsed.data
  const production = values.NODE_ENV === 'production'
  const dataDir = resolve(values.DATA_DIR)
  if (production && values.TOKEN_SECRET === undefined) {
    throw new Error(
      'TOKEN_SECRET is needed in production: at least 32 random characters, the same for every process.',
    )
  }
  if (!production && !LOOPBACK.test(values.HOST)) {
    throw new Error(
      `HOST is ${values.HOST}, and NODE_ENV is "${values.NODE_ENV}": outside production anybody who reaches the server ` +
        'may sign in as anybody. Set NODE_ENV=production, or leave HOST at 127.0.0.1.',
    )
  }
  return {
    production,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? null,
    tokenSecret: values.TOKEN_SECRET ?? secretIn(dataDir),
    platformName: values.PLATFORM_NAME,
    contact: values.CONTACT,
    paymentDefinitions: values.PAYMENT_DEFINITIONS ?? null,
    taxDefinitions: values.TAX_DEFINITIONS ?? null,
    logLevel: values.LOG_LEVEL,
    mail: mailFrom(values),
    stripe: stripeFrom(values),
  }
}

/** A mail without a sender is refused, and comes back to nobody. */
function mailFrom({ SMTP_URL: url, MAIL_FROM: from }: z.infer<typeof Environment>): Config['mail'] {
  if (url === undefined) return null
  if (from === undefined) throw new Error('MAIL_FROM is needed with SMTP_URL: it says from whom mails come.')
  return { url, from }
}

/** Without the secret of its messages nobody would hear of a payment, and with the wrong one anybody could tell of some. */
function stripeFrom(values: z.infer<typeof Environment>): Config['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values
  if (secretKey === undefined) return null
  if (webhookSecret === undefined) {
    throw new Error('STRIPE_WEBHOOK_SECRET is needed with STRIPE_SECRET_KEY: it verifies what Stripe tells.')
  }
  return { secretKey, webhookSecret, publishableKey: values.STRIPE_PUBLISHABLE_KEY ?? null }
}

/** A secret that is made at the first start and kept for the owner of the folder alone. */
function secretIn(dataDir: string): string {
  const file = join(dataDir, 'token-secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
