import { defineEntity, p } from '@mikro-orm/postgresql'
import { writtenBy } from '../../acts/written-by.ts'

/** A kind of paper by the letter of its numbers, with what only we know of how they are made. */
export const PaperSeries = defineEntity({
  name: 'paperSeries',
  properties: {
    series: p.text().primary(),
    /** 256 random bits in hexadecimal digits. It is shown nowhere. */
    secret: p.text(),
    actId: writtenBy(),
  },
})
