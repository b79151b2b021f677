/** Whether 14 digits are a SIRET: the digits, every second one from the right doubled and its digits added, sum to a multiple of ten. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  // The post office has one SIREN and numbers its offices by the plain sum of the digits.
  const plain = [...text].reduce((sum, digit) => sum + Number(digit), 0)
  if (text.startsWith('356000000')) return plain % 5 === 0
  const sum = [...text].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
