import { p } from '@mikro-orm/postgresql'
import { refersTo } from '../../database/columns.ts'
import { Act } from './act.ts'

const generated = () => p.uuid().defaultRaw('current_act()')

/** The act that wrote the row. The database takes it from the transaction and refuses a fact without one. */
export const writtenBy = () =>
  // The builder forgets in its type that a reference may have a default.
  refersTo(Act, 'act_id').defaultRaw('current_act()') as unknown as ReturnType<typeof generated>
