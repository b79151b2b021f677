/** An account number by which its owner knows it and nobody else can use it: "FR76…0189". */
export function maskedIban(iban: string): string {
  return `${iban.slice(0, 4)}…${iban.slice(-4)}`
}
