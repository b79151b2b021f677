import { divide } from '../../money/fraction.ts'

/** What a simulation is made from, in cents. It stays with the investor: only the limit comes to the platform. */
export type LossInputs = { netIncome: bigint; liquidAssets: bigint; commitments: bigint }

/** The formula as it is published, and the version of it that a result names. */
export const LOSS_FORMULA = {
  version: '2022/2114-1',
  formula:
    'net worth = net annual income + total liquid assets - annual financial commitments, valued on 31 December of the ' +
    'year before or on a later common date; limit = 10 % of the net worth, rounded down to the cent, and never below ' +
    '0.00. Liquid assets leave out real estate, pension schemes and shares that cannot be sold freely, such as earlier ' +
    'investments in crowdfunding projects.',
  source: 'Art 21(5) Reg. (EU) 2020/1503; Art 5, 7-12 Reg. (EU) 2022/2114',
} as const

/** The part of the net worth that the simulation answers: Art 21(5) of Regulation (EU) 2020/1503. */
export const SIMULATED_RATIO = '0.10'

/** A tenth of the net worth in cents, rounded down, never below zero. Only the published vectors and tests ask this. */
export function lossLimit({ netIncome, liquidAssets, commitments }: LossInputs): bigint {
  const netWorth = netIncome + liquidAssets - commitments
  return netWorth <= 0n ? 0n : divide(netWorth, 10n, 'down')
}

/** Vectors by which a tool is tried: inputs in cents, each with its limit. */
export const LOSS_VECTORS: readonly (LossInputs & { limit: bigint })[] = [
  { netIncome: 1_000_000n, liquidAssets: 0n, commitments: 0n },
  { netIncome: 3_000_000n, liquidAssets: 2_500_000n, commitments: 500_000n },
  { netIncome: 2_400_000n, liquidAssets: 1_000_019n, commitments: 1_200_000n },
  { netIncome: 9n, liquidAssets: 0n, commitments: 0n },
  { netIncome: 1_200_000n, liquidAssets: 0n, commitments: 1_200_000n },
  { netIncome: 1_200_000n, liquidAssets: 100_000n, commitments: 1_500_000n },
].map(inputs => ({ ...inputs, limit: lossLimit(inputs) }))
