import type { InputRequests, InputRequiredResult } from '@modelcontextprotocol/server';
import type { ClientQuestion } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';

/**
 * Questions to clients of 2026-07-28: a request is answered with what has to be known first, and sent again with it.
 * The work waits meanwhile, in this process, under a state that nobody can guess.
 */
export interface RoundTrips<Result> {
  /** Begins work that may ask. Gives its end, or the questions that it has. */
  begin(from: Turn, work: (trip: Trip) => Promise<Result>): Promise<Result | InputRequiredResult>;
  /** Goes on with what the client said; undefined where there is nothing to go on with. */
  resume(
    from: Turn,
    state: string,
    said: Readonly<Record<string, unknown>>,
  ): Promise<Result | InputRequiredResult> | undefined;
}

/** One request of a trip, and whose it is. */
export interface Turn {
  readonly owner: string;
  /** Aborted when the client leaves it; its end without that means nothing. */
  readonly signal: AbortSignal;
}

export interface Trip {
  readonly ask: Ask;
  /** Aborted when the client leaves whichever request the trip is at. */
  readonly cancel: AbortSignal;
}

export type Ask = (question: ClientQuestion) => Promise<JsonObject>;

/* People take their time over a form. */
const longestWaitMs = 10 * 60_000;

interface Journey<Result> {
  readonly owner: string;
  readonly cancel: AbortController;
  readonly open: OpenQuestions;
  readonly ended: Promise<Result>;
}

export function createRoundTrips<Result>(newToken: () => string): RoundTrips<Result> {
  const waiting = new Map<string, Journey<Result>>();

  const nextTurn = async (
    journey: Journey<Result>,
    signal: AbortSignal,
  ): Promise<Result | InputRequiredResult> => {
    const { open, ended, cancel } = journey;
    const leave = () => cancel.abort(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    const end = await Promise.race([ended.then((result) => ({ result })), open.some()]).finally(
      () => signal.removeEventListener('abort', leave),
    );
    if (end) return end.result;
    /* Each turn has a state of its own, so that none is answered twice. */
    const state = `trip.${newToken()}`;
    waiting.set(state, journey);
    setTimeout(() => giveUp(state), longestWaitMs).unref();
    return inputRequired(open.requests(), state);
  };

  const giveUp = (state: string): void => {
    const journey = waiting.get(state);
    waiting.delete(state);
    journey?.open.giveUp();
  };

  return {
    begin({ owner, signal }, work) {
      const open = createOpenQuestions();
      const cancel = new AbortController();
      const ended = work({ ask: open.ask, cancel: cancel.signal });
      return nextTurn({ owner, cancel, open, ended }, signal);
    },
    resume({ owner, signal }, state, said) {
      const journey = waiting.get(state);
      if (journey?.owner !== owner) return undefined;
      waiting.delete(state);
      journey.open.answer(said);
      return nextTurn(journey, signal);
    },
  };
}

interface OpenQuestions {
  readonly ask: Ask;
  /** Resolves once there is a question, and those asked at the same time with it. */
  some(): Promise<undefined>;
  requests(): InputRequests;
  answer(said: Readonly<Record<string, unknown>>): void;
  giveUp(): void;
}

interface Asked {
  readonly question: ClientQuestion;
  readonly resolve: (said: JsonObject) => void;
  readonly reject: (error: Error) => void;
}

function createOpenQuestions(): OpenQuestions {
  const asked = new Map<string, Asked>();
  let counted = 0;
  let wake: () => void = () => undefined;
  return {
    ask(question) {
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
      const own = `q${(counted += 1)}`;
      const key = question.key === undefined || asked.has(question.key) ? own : question.key;
      asked.set(key, { question, resolve, reject });
      const end = () => reject(new Error('Nobody waits for the answer any more'));
      question.signal.addEventListener('abort', end, { once: true });
      wake();
      return promise.finally(() => asked.delete(key));
    },
    async some() {
      if (asked.size === 0) await new Promise<void>((resolve) => void (wake = resolve));
      await new Promise((resolve) => void setImmediate(resolve));
      return undefined;
    },
    requests() {
      const entries = [...asked].map(
        ([
          key,
          {
            question: { method, params },
          },
        ]) => [key, { method, params }],
      );
      /* Passed on as it came; the SDK checks it before it goes out. */
      return Object.fromEntries(entries) as InputRequests;
    },
    answer(said) {
      for (const [key, response] of Object.entries(said)) {
        if (typeof response !== 'object' || response === null) continue;
        asked.get(key)?.resolve(response as JsonObject);
        asked.delete(key);
      }
    },
    giveUp() {
      for (const { reject } of asked.values()) reject(new Error('The client did not answer'));
    },
  };
}

function inputRequired(inputRequests: InputRequests, requestState: string): InputRequiredResult {
  return { resultType: 'input_required', inputRequests, requestState };
}
