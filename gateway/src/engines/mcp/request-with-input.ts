import type { RequestOptions } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { ClientLink } from '../../intents/client-link.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';

const mostRounds = 20;

/** Sends a request once, with what the client said to the questions of the round before. */
export type SendRound = (
  params: JsonObject,
  options: RequestOptions & { allowInputRequired: true },
) => Promise<JsonObject>;

/** An answer of 2026-07-28 that asks something first. */
const InputRequired = z.object({
  resultType: z.literal('input_required'),
  inputRequests: z
    .record(
      z.string(),
      z.object({
        method: z.enum(['elicitation/create', 'sampling/createMessage', 'roots/list']),
        params: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
  requestState: z.string().optional(),
});
type InputRequired = z.infer<typeof InputRequired>;

/**
 * Goes on with a request until its result is complete: what the server has to know first is asked of the client
 * behind the call, and nobody else.
 */
export async function requestWithInput(
  send: SendRound,
  params: JsonObject,
  { asker, ...options }: RequestOptions & { asker: ClientLink | undefined },
): Promise<JsonObject> {
  const first = await send(params, { ...options, allowInputRequired: true });
  return asksSomething(first) ? answerQuestions(send, params, { ...options, first, asker }) : first;
}

/** Whether an answer is no result yet: the server has to know something first. */
export function asksSomething({ resultType }: JsonObject): boolean {
  return resultType === 'input_required';
}

/** The same, once a first answer asks something. */
export async function answerQuestions(
  send: SendRound,
  params: JsonObject,
  {
    first,
    asker,
    ...options
  }: RequestOptions & { first: JsonObject; asker: ClientLink | undefined },
): Promise<JsonObject> {
  let asking = first;
  for (let rounds = 1; rounds < mostRounds; rounds += 1) {
    const required = InputRequired.safeParse(asking);
    if (!required.success) throw cannotAsk('it asks what this gateway does not know');
    const inputResponses = await askAll(required.data, { asker, signal: options.signal });
    const { requestState } = required.data;
    const round = {
      ...params,
      inputResponses,
      ...(requestState !== undefined && { requestState }),
    };
    const answer = await send(round, { ...options, allowInputRequired: true });
    if (!asksSomething(answer)) return answer;
    asking = answer;
  }
  throw cannotAsk('it asks without an end');
}

async function askAll(
  { inputRequests }: InputRequired,
  { asker, signal }: { asker: ClientLink | undefined; signal: AbortSignal | undefined },
): Promise<JsonObject> {
  if (!asker) throw cannotAsk('it asks something, and nobody can be asked');
  const questions = Object.entries(inputRequests).map(async ([key, { method, params }]) => {
    const question = { key, method, params: params as JsonObject };
    const said = await asker.ask({ ...question, signal: signal ?? new AbortController().signal });
    return [key, said] as const;
  });
  try {
    return Object.fromEntries(await Promise.all(questions));
  } catch (error) {
    throw cannotAsk('the client did not answer what it asks', error);
  }
}

function cannotAsk(why: string, cause?: unknown): GatewayError {
  return new GatewayError('engine_failed', `The upstream server cannot go on: ${why}.`, {
    hint: 'Call it from a client that can answer such questions, or tell the owner.',
    ...(cause !== undefined && { cause }),
  });
}
