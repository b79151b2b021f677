import type { EntityManager } from '@mikro-orm/postgresql'
import { holderBalancesTable, trialBalanceTable } from './accounts.ts'
import { ageingTable } from './ageing.ts'
import { capProgressTable } from './cap-progress.ts'
import { capTable } from './cap-table.ts'
import { exchangePositionTable } from './exchange-position.ts'
import { feesTable, leviesTable } from './levies-and-fees.ts'
import { otherCurrenciesTable } from './other-currencies.ts'
import { owedBackTable } from './owed-back.ts'
import { punctualityTable } from './punctuality.ts'
import type { Asked, ReportKind } from './report-kinds.ts'
import type { Table } from './table.ts'

/** A report over a part of the books: the same one query, whichever way it is given. */
export function reportTable(em: EntityManager, kind: ReportKind, asked: Asked): Table {
  switch (kind) {
    case 'trialBalance':
      return trialBalanceTable(em, asked)
    case 'holderBalances':
      return holderBalancesTable(em, asked)
    case 'owedAgeing':
    case 'dueAgeing':
      return ageingTable(em, kind, asked)
    case 'owedBack':
      return owedBackTable(em, asked)
    case 'capTable':
      return capTable(em, asked)
    case 'capProgress':
      return capProgressTable(em, asked)
    case 'levies':
      return leviesTable(em, asked)
    case 'punctuality':
      return punctualityTable(em, asked)
    case 'fees':
      return feesTable(em, asked)
    case 'otherCurrencies':
      return otherCurrenciesTable(em, asked)
    case 'exchangePosition':
      return exchangePositionTable(em, asked)
  }
}
