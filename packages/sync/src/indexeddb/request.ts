/** IndexedDB's requests and transactions as promises, with a bound on the time they may take. */

/** A request that did not succeed, or took too long. */
export class StoreError extends Error {
  readonly reason: 'refused' | 'full' | 'slow' | 'write-failed';

  constructor(reason: StoreError['reason'], cause?: unknown) {
    super(`local store: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** Turns a DOM exception of IndexedDB into the reason that a person can act on. */
export const toStoreError = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new StoreError('full', error);
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'UnknownError')
    return new StoreError('refused', error);
  return new StoreError('write-failed', error);
};

/** Result of a request. */
export const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(toStoreError(request.error));
  });

/** Resolves when the transaction is complete; rejects when it was aborted, by whatever. */
export const completionOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(toStoreError(transaction.error));
  });

/** Rejects with `slow` when the promise has not settled in time: a request to a blocked database may never answer. */
export const within = <T>(milliseconds: number, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StoreError('slow')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
