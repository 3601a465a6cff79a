import { GatewayError } from '../../../platform/gateway-error.ts';
import type { Failure } from './messages.ts';

/** Turns anything thrown in a worker into what may cross to the main thread. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GatewayError) return gatewayFailure(error);
  const reason = storageReason(error);
  if (reason === undefined) return internalFailure(error);
  return {
    code: 'storage_unavailable',
    message: `Cannot use the store: ${reason}.`,
    hint: 'Nothing was done. Try again in a moment; if it stays, the owner must look at the disk of the data folder.',
    retryable: true,
    cause: causeText(error),
  };
}

/** A GatewayError again, with the worker's account of what happened as its cause. */
export function errorOf({ code, message, hint, retryable, cause }: Failure): GatewayError {
  return new GatewayError(code, message, { hint, retryable, cause });
}

/** Whether SQLite failed at its work (disk full, I/O, locked), as against a decision that threw. */
export function isStorageError(error: unknown): boolean {
  return storageReason(error) !== undefined;
}

function gatewayFailure({ code, message, hint, retryable, cause }: GatewayError): Failure {
  const failure = { code, message, hint, retryable };
  return cause === undefined ? failure : { ...failure, cause: causeText(cause) };
}

function internalFailure(error: unknown): Failure {
  return {
    code: 'internal',
    message: 'The store failed to carry out a decision; nothing of it was kept.',
    hint: 'This is a fault of the gateway, not of the request. Tell the owner; the log has the cause.',
    retryable: false,
    cause: causeText(error),
  };
}

/* Primary result codes of SQLite (https://sqlite.org/rescode.html) that speak of the disk, not of our SQL. */
const storageReasons = new Map([
  [5, 'another process kept it locked for too long'],
  [6, 'it is locked'],
  [7, 'there is not enough memory'],
  [8, 'it may only be read'],
  [10, 'reading or writing the disk failed'],
  [11, 'the database file is damaged'],
  [13, 'the disk is full'],
  [14, 'the database file cannot be opened'],
  [26, 'the file is not a database'],
]);

function storageReason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return storageReasons.get(Number(error.errcode) % 256);
}

function causeText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
