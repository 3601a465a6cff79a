import { failureOfReply, type HttpClient } from './http-client.ts';
import { AnyAnswer } from './wire.ts';

const marginMs = 30_000;
const defaultWaitMs = 40_000;

export interface CallBody extends Readonly<Record<string, unknown>> {
  readonly intent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly wait_s?: number;
}

/** Sends one call; what the gateway answers in the shape of an answer is given, also an error. */
export async function sendCall(
  client: HttpClient,
  body: CallBody,
  door: 'orchestrate' | 'query',
): Promise<AnyAnswer> {
  const waitMs = body.wait_s === undefined ? defaultWaitMs : body.wait_s * 1000;
  const reply = await client.send({
    method: 'POST',
    path: `/${door}`,
    json: body,
    timeoutMs: waitMs + marginMs,
  });
  const parsed = AnyAnswer.safeParse(reply.body);
  if (!parsed.success) throw failureOfReply(reply);
  return parsed.data;
}
