import type { Effect } from '#contract';
import type { EngineCall, EngineResult } from '../../intents/engine.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { LaneOptions, LaneProgress } from './call-lane.ts';
import { notAsAccepted } from './failures.ts';
import type { OpenConnection } from './open-connection.ts';
import { toProgress } from './progress.ts';
import { closeIfDead } from './health-check.ts';
import { answerQuestions, asksSomething, type SendRound } from './request-with-input.ts';
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
  return tool.upstream.use(call, (connection) => callOver(connection, tool, call));
}

async function callOver(
  connection: OpenConnection,
  tool: AcceptedTool,
  call: EngineCall,
): Promise<EngineResult> {
  const { intent, effect } = tool;
  const { isOpen } = connection;
  const tools = connection.tools();
  const offered = (tools instanceof Promise ? await tools : tools).get(tool.name);
  if (!offered) throw notAsAccepted(intent, 'gone');
  if (offered.digest !== tool.digest) throw notAsAccepted(intent, 'changed');
  try {
    const { sendRound, params, options } = sending(tool, call, { connection, offered });
    const first = await sendRound(params, options);
    const result = asksSomething(first)
      ? await answerQuestions(sendRound, params, {
          ...options,
          signal: call.signal,
          first,
          asker: connection.asker,
        })
      : first;
    if (result['isError'] === true) throw toolFailed(intent, result);
    return { result };
  } catch (error) {
    if (isOpen() && !(error instanceof GatewayError)) void closeIfDead(connection);
    const isStopped = call.signal.aborted;
    throw await rpcFailure(error, { intent, effect, stillOpen: isOpen(), isStopped });
  }
}

interface Sending {
  readonly sendRound: SendRound;
  readonly params: JsonObject;
  readonly options: Pick<LaneOptions, 'onprogress'> & {
    readonly timeout: number;
    readonly allowInputRequired: true;
  };
}

function sending(
  { name, upstream }: AcceptedTool,
  call: EngineCall,
  {
    connection: { client, calls },
    offered: { namesHeaders },
  }: { connection: OpenConnection; offered: ToolOffer },
): Sending {
  const { settings } = upstream;
  const wantsLogs =
    call.client && settings.forward.includes('logging') && client.getProtocolEra() === 'modern';
  const params: JsonObject & { name: string } = {
    name,
    arguments: call.inputs,
    _meta: {
      traceparent: call.traceparent,
      ...(wantsLogs && { 'io.modelcontextprotocol/logLevel': 'debug' }),
    },
  };
  const options: Sending['options'] = {
    timeout: settings.deadlineMs + timeoutSlackMs,
    onprogress: (progress: LaneProgress) => call.progress(toProgress(progress)),
    allowInputRequired: true,
  };
  /* What goes into headers as well, only the client of the SDK knows how to write. */
  const sendRound: SendRound = namesHeaders
    ? (round, more) =>
        client.callTool(round as typeof params, {
          ...more,
          signal: call.signal,
        }) as Promise<JsonObject>
    : (round) => calls.send(round, { stopping: call, onprogress: options.onprogress });
  return { sendRound, params, options };
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
