import type { Effect } from '#contract';
import type { EngineCall, EngineResult } from '../../intents/engine.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { LaneProgress } from './call-lane.ts';
import { notAsAccepted } from './failures.ts';
import type { OpenConnection } from './open-connection.ts';
import { toProgress } from './progress.ts';
import { closeIfDead } from './health-check.ts';
import { requestWithInput } from './request-with-input.ts';
import { rpcFailure } from './rpc-failure.ts';
import type { ToolOffer } from './tool-offer.ts';
import type { Upstream } from './upstream.ts';

/** A tool as the owner accepted it. */
export interface AcceptedTool {
  readonly upstream: Upstream;
  readonly intent: string;
  readonly name: string;
  readonly digest: string;
  readonly effect: Effect;
}

/* Past its deadline the run is over anyway; this only ends what nobody waits for. */
const timeoutSlackMs = 5000;

/** Calls it, if it is still what the owner accepted on the very connection that carries the call. */
export function callTool(tool: AcceptedTool, call: EngineCall): Promise<EngineResult> {
  const { upstream, intent, name } = tool;
  return upstream.use({ signal: call.signal, client: call.client }, async (connection) => {
    const offered = (await connection.tools()).get(name);
    if (!offered) throw notAsAccepted(intent, 'gone');
    if (offered.digest !== tool.digest) throw notAsAccepted(intent, 'changed');
    call.signal.throwIfAborted();
    const result = await send({ ...tool, ...offered }, call, connection);
    if (result['isError'] === true) throw toolFailed(intent, result);
    return { result };
  });
}

async function send(
  { name, upstream, effect, intent, namesHeaders }: AcceptedTool & Pick<ToolOffer, 'namesHeaders'>,
  call: EngineCall,
  connection: OpenConnection,
): Promise<JsonObject> {
  const { client, calls, isOpen } = connection;
  const params: JsonObject & { name: string } = {
    name,
    arguments: call.inputs,
    _meta: {
      traceparent: call.traceparent,
      ...(client.getProtocolEra() === 'modern' &&
        upstream.settings.forward.includes('logging') &&
        call.client && { 'io.modelcontextprotocol/logLevel': 'debug' }),
    },
  };
  const options = {
    signal: call.signal,
    timeout: upstream.settings.deadlineMs + timeoutSlackMs,
    onprogress: (progress: LaneProgress) => call.progress(toProgress(progress)),
  };
  /* What goes into headers as well, only the client of the SDK knows how to write. */
  const sendRound = (round: JsonObject, more: object) =>
    namesHeaders
      ? (client.callTool(round as typeof params, more) as Promise<JsonObject>)
      : calls.send(round, options);
  try {
    return await requestWithInput(sendRound, params, { ...options, asker: connection.asker });
  } catch (error) {
    if (isOpen() && !(error instanceof GatewayError)) void closeIfDead(connection);
    throw await rpcFailure(error, { intent, effect, stillOpen: isOpen() });
  }
}

/** The tool did its work and says that it failed: what it says is the best there is. */
function toolFailed(intent: string, result: JsonObject): GatewayError {
  const { content } = result;
  const texts = Array.isArray(content)
    ? content.flatMap((item) => {
        const { type, text } = item as JsonObject;
        return type === 'text' && typeof text === 'string' ? [text] : [];
      })
    : [];
  const said = texts.join('\n').slice(0, 2000) || 'it does not say why';
  return new GatewayError('engine_failed', `${intent} failed: ${said}`, {
    hint: 'The upstream tool says so itself. Correct the inputs, or tell the owner.',
    details: { tool_result: result },
  });
}
