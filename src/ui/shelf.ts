/** The device's own memory: values under text keys in IndexedDB, or in the page's memory where the browser refuses that. */

export interface Shelf {
  /** Whether values outlive the page. */
  readonly durable: boolean
  read(key: string): Promise<unknown>
  /** Resolves when the value is safely stored. Values are what structured clone takes: plain data, dates, Blobs. */
  put(key: string, value: unknown): Promise<void>
  drop(key: string): Promise<void>
  /** All values whose key starts with the prefix, in order of their keys. */
  list(prefix: string): Promise<unknown[]>
}

const STORE = 'kept'
const OPENING_MS = 3_000

export function memoryShelf(): Shelf {
  const values = new Map<string, unknown>()
  return {
    durable: false,
    read: async (key) => values.get(key),
    put: async (key, value) => {
      values.set(key, value)
    },
    drop: async (key) => {
      values.delete(key)
    },
    list: async (prefix) => {
      const found = [...values].filter(([key]) => key.startsWith(prefix))
      return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
    },
  }
}

/** Opens the shelf of this device. Never fails: in private windows and broken web views it is a memory shelf. */
export async function openShelf(name: string): Promise<Shelf> {
  try {
    const shelf = databaseShelf(name)
    await shelf.read('')
    return shelf
  } catch {
    return memoryShelf()
  }
}

function databaseShelf(name: string): Shelf {
  let database: Promise<IDBDatabase> | null = null

  const open = (): Promise<IDBDatabase> => {
    database ??= opened(name, () => {
      database = null
    })
    return database
  }

  async function act<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    try {
      return await transact(await open(), mode, ask)
    } catch (error) {
      // Phones close the database of a page that sleeps; it opens again.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
      database = null
      return transact(await open(), mode, ask)
    }
  }

  return {
    durable: true,
    read: (key) => act('readonly', (store) => store.get(key)),
    put: async (key, value) => {
      await act('readwrite', (store) => store.put(value, key))
    },
    drop: (key) => act('readwrite', (store) => store.delete(key)),
    list: (prefix) => act('readonly', (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
  }
}

function transact<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const request = ask(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

function opened(name: string, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some web views neither open nor refuse.
    const patience = setTimeout(() => reject(new Error('the database did not open')), OPENING_MS)
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      clearTimeout(patience)
      request.result.onclose = closed
      request.result.onversionchange = () => {
        request.result.close()
        closed()
      }
      resolve(request.result)
    }
  })
}
