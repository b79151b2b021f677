import { defineEntity, p } from '@mikro-orm/postgresql'

/** Attempts per key and window: a work row in the form that rate-limiter-flexible reads. */
export const RateLimit = defineEntity({
  name: 'rateLimit',
  properties: {
    key: p.text().primary(),
    points: p.integer(),
    expire: p.bigint().nullable(),
  },
})
