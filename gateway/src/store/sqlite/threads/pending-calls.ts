import type { GatewayError } from '../../../platform/gateway-error.ts';
import { errorOf } from './failure.ts';
import type { Call, Failure, Reply } from './messages.ts';

interface Pending {
  readonly name: string;
  resolve(value: unknown): void;
  reject(error: GatewayError): void;
}

export interface PendingCalls {
  add(name: string, input: readonly unknown[]): { call: Call; answer: Promise<unknown> };
  settle(reply: Reply): void;
  reject(ids: Iterable<number>, error: GatewayError): void;
  rejectAll(error: GatewayError): void;
  /** Resolves once nothing waits for an answer. */
  whenEmpty(): Promise<void>;
}

/** Calls that a worker has not answered yet. */
export function createPendingCalls(
  onFailure: (name: string, failure: Failure) => void,
): PendingCalls {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let onEmpty: (() => void)[] = [];

  function take(id: number): Pending | undefined {
    const taken = pending.get(id);
    pending.delete(id);
    if (pending.size > 0) return taken;
    for (const tell of onEmpty) tell();
    onEmpty = [];
    return taken;
  }

  function reject(ids: Iterable<number>, error: GatewayError): void {
    for (const id of ids) take(id)?.reject(error);
  }

  return {
    add(name, input) {
      lastId += 1;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      pending.set(lastId, { name, resolve, reject });
      return { call: { id: lastId, name, input }, answer: promise };
    },
    settle(reply) {
      const taken = take(reply.id);
      if (!taken) return;
      if ('value' in reply) return taken.resolve(reply.value);
      onFailure(taken.name, reply.failure);
      taken.reject(errorOf(reply.failure));
    },
    reject,
    rejectAll: (error) => reject([...pending.keys()], error),
    async whenEmpty() {
      if (pending.size > 0) await new Promise<void>((resolve) => onEmpty.push(resolve));
    },
  };
}
