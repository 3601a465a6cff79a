import type { InputRequests, InputRequiredResult } from '@modelcontextprotocol/server';
import type { ClientQuestion } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';

/**
 * Questions to clients of 2026-07-28: a request is answered with what has to be known first, and sent again with it.
 * The work waits meanwhile, in this process, under a state that nobody can guess.
 */
export interface RoundTrips<Result> {
  /** Begins work that may ask. Gives its end, or the questions that it has. */
  begin(owner: string, work: (ask: Ask) => Promise<Result>): Promise<Result | InputRequiredResult>;
  /** Goes on with what the client said; undefined where there is nothing to go on with. */
  resume(
    owner: string,
    state: string,
    said: Readonly<Record<string, unknown>>,
  ): Promise<Result | InputRequiredResult> | undefined;
}

export type Ask = (question: ClientQuestion) => Promise<JsonObject>;

/* People take their time over a form. */
const longestWaitMs = 10 * 60_000;

interface Journey<Result> {
  readonly state: string;
  readonly owner: string;
  readonly open: OpenQuestions;
  readonly ended: Promise<Result>;
}

export function createRoundTrips<Result>(newToken: () => string): RoundTrips<Result> {
  const waiting = new Map<string, Journey<Result>>();

  const nextTurn = async (journey: Journey<Result>): Promise<Result | InputRequiredResult> => {
    const { open, ended, state } = journey;
    const end = await Promise.race([ended.then((result) => ({ result })), open.some()]);
    if (end) return end.result;
    waiting.set(state, journey);
    setTimeout(() => giveUp(journey), longestWaitMs).unref();
    return inputRequired(open.requests(), state);
  };

  const giveUp = (journey: Journey<Result>): void => {
    if (waiting.get(journey.state) !== journey) return;
    waiting.delete(journey.state);
    journey.open.giveUp();
  };

  return {
    begin(owner, work) {
      const open = createOpenQuestions();
      const state = `trip.${newToken()}`;
      return nextTurn({ state, owner, open, ended: work(open.ask) });
    },
    resume(owner, state, said) {
      const journey = waiting.get(state);
      if (journey?.owner !== owner) return undefined;
      waiting.delete(state);
      journey.open.answer(said);
      return nextTurn(journey);
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
      const key = `q${(counted += 1)}`;
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
