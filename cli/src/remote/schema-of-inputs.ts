import type { IntentInfo } from '#contract';
import type { HttpClient } from './http-client.ts';
import { AnyIntent } from './wire.ts';

/** JSON Schema of what an intent takes in, as the caller behind the client may see it. */
export async function schemaOfInputs(
  client: HttpClient,
  intent: string,
): Promise<IntentInfo['inputs']> {
  return (await client.get(`/intents/${intent}`, AnyIntent)).inputs;
}
