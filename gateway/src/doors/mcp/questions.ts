import { isJsonObject, type JsonObject } from '../../platform/json.ts';

/** Questions to clients of the revisions before 2026-07-28, whose answers come in a request of their own. */
export interface Questions {
  /** Gives the id to ask under, and what the client says. */
  open(session: string, signal: AbortSignal): { id: string; said: Promise<JsonObject> };
  /** Takes a message that may be the answer to one. */
  answer(session: string, message: unknown): void;
}

interface Open {
  readonly session: string;
  readonly resolve: (said: JsonObject) => void;
  readonly reject: (error: Error) => void;
}

export function createQuestions(newToken: () => string): Questions {
  const open = new Map<string, Open>();
  return {
    open(session, signal) {
      const id = `ask-${newToken()}`;
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
      const giveUp = () => reject(new Error('Nobody waits for the answer any more'));
      open.set(id, { session, resolve, reject });
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      const forget = () => {
        open.delete(id);
        signal.removeEventListener('abort', giveUp);
      };
      promise.then(forget, forget);
      return { id, said: promise };
    },
    answer(session, message) {
      const { id, result, error } = message as Partial<Record<'id' | 'result' | 'error', unknown>>;
      const question = open.get(String(id));
      /* Only the session that was asked may answer. */
      if (question?.session !== session) return;
      if (isJsonObject(result)) question.resolve(result);
      else
        question.reject(new Error(`The client refused: ${JSON.stringify(error)?.slice(0, 500)}`));
    },
  };
}
