const FOLDER = 'iso20022/samples'
const IBAN = 'NL26VAYB8060476890'
const refused = (...problems: string[]) => ({ problems, reports: [] })
const inSek = (line: number) => refused(`${line}: the balance is in SEK, and the report in EUR`)

/** The one published sample that adds up: two reports that follow each other. */
export const GOOD_SAMPLE = `${FOLDER}/genkgo_camt053.v2.multi.statement.xml`

/** What each published camt.053 sample says, or why it is refused; by where it lies in the shared collection. */
export const BANK_SAMPLES: Record<string, { problems: string[]; reports: object[] }> = {
  [GOOD_SAMPLE]: {
    problems: [],
    reports: [
      {
        reportId: `253EUR${IBAN}`,
        account: IBAN,
        currency: 'EUR',
        sequence: 12312n,
        balances: [1815n, 2700n],
        movements: [[83, `253EUR${IBAN}/1`, 885n, '2014-12-31']],
      },
      {
        reportId: `254EUR${IBAN}`,
        account: IBAN,
        currency: 'EUR',
        sequence: null,
        balances: [2700n, 2000n],
        movements: [[162, `254EUR${IBAN}/1`, -700n, '2014-12-31']],
      },
    ],
  },
  [`${FOLDER}/genkgo_camt053.v2.five.decimals.xml`]: refused(
    '49: the opening balance of 18.15 EUR and the booked entries of 8.85 EUR make 27.00 EUR, but the closing balance is 27.05 EUR',
  ),
  [`${FOLDER}/genkgo_camt053.v2.all-balance-types.xml`]: refused(
    '68: the opening balance of 1.01 EUR and the booked entries of 8.85 EUR make 9.86 EUR, but the closing balance is 4.04 EUR',
  ),
  [`${FOLDER}/genkgo_camt053.v2.minimal.xml`]: inSek(54),
  [`${FOLDER}/genkgo_camt053.v2.with-party-ids.xml`]: inSek(54),
  [`${FOLDER}/genkgo_camt053.v2.wrong.xml`]: refused('3: the message holds no report (Stmt)'),
  [`${FOLDER}/genkgo_camt053.v4.xml`]: inSek(74),
  [`${FOLDER}/genkgo_camt053.v8.xml`]: inSek(74),
}
