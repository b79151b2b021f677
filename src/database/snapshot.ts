import { type EntityManager, IsolationLevel } from '@mikro-orm/postgresql'

/** Reads several things as they were at one instant, whatever is written meanwhile. */
export function snapshot<T>(em: EntityManager, read: (em: EntityManager) => Promise<T>): Promise<T> {
  const options = { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true }
  return em.fork().transactional(read, options)
}
