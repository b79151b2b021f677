import { refusals } from '../refusal.ts'

export const refuse = refusals({
  DATE_MALFORMED: {
    when: 'A day is not written as YYYY-MM-DD, or does not exist.',
    says: (f: { text: string }) => `"${f.text}" is not a day: write YYYY-MM-DD.`,
  },
  TIME_ZONE_UNKNOWN: {
    field: 'timeZone',
    when: 'A time zone is not in the IANA list.',
    says: (f: { text: string }) => `"${f.text}" is not a time zone of the IANA list, such as Europe/Paris.`,
  },
})
