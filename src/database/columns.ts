import { type EntityName, p } from '@mikro-orm/postgresql'

/** A UUIDv7 made in Node. */
export const id = () => p.uuid().primary()

/** A reference to another row by its id: the rows of this engine are never deleted, so nothing cascades. */
export function refersTo<T extends object>(entity: EntityName<T>, column: string) {
  return p.manyToOne(entity).mapToPk().joinColumn(column).deleteRule('restrict').updateRule('no action')
}
