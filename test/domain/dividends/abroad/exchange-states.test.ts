import { expect, test } from '@jest/globals'
import { outcomeOf } from '../../../../src/domain/dividends/abroad/exchange-states.ts'

test.each([
  [null, 2025, 'residenceUnknown'],
  ['FR', 2025, 'livesInFrance'],
  ['US', 2025, 'unitedStates'],
  ['DE', 2015, 'stateNotListed'],
  ['DE', 2016, 'told'],
  ['AT', 2016, 'stateNotListed'],
  ['AT', 2017, 'told'],
  ['CH', 2025, 'told'],
  // The list of the arrêté has it, and was not at hand.
  ['GB', 2025, 'stateNotListed'],
  ['RE', 2025, 'stateNotListed'],
])('who lives in %s is, for %i, %s', (country, year, outcome) => {
  expect(outcomeOf({ country, town: 'There' }, year)).toBe(outcome)
})

test('nobody is told without a town, and it is asked for only where he would be told', () => {
  expect(outcomeOf({ country: 'DE', town: null }, 2025)).toBe('addressUnknown')
  expect(outcomeOf({ country: 'US', town: null }, 2025)).toBe('unitedStates')
})
