import { refusals } from '../refusal.ts'

export const refuse = refusals({
  DATE_MALFORMED: {
    when: 'A day is not written as YYYY-MM-DD, does not exist, or is not in the years 1000 to 9999.',
    says: (f: { text: string }) => `"${f.text}" is not a day: write YYYY-MM-DD.`,
  },
  TIME_ZONE_UNKNOWN: {
    field: 'timeZone',
    when: 'A time zone is not a name of the IANA list; an offset such as +02:00 is none.',
    says: (f: { text: string }) => `"${f.text}" is not a time zone of the IANA list, such as Europe/Paris.`,
  },
})
