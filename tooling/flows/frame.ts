import { createFlowGraph, idFrom, type FlowGraph, type Output } from './flow-graph.ts';
import { code, http, nothing, when } from './nodes.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a workflow says of itself: see docs/flow-contract.md. */
export interface Declaration {
  readonly intent: string;
  readonly description: string;
  readonly inputs: Schema;
  readonly outputs: Schema;
  readonly effect: 'read' | 'write' | 'outward' | 'destructive';
  readonly decide?: 'confirm' | 'approve';
  readonly repeat?: 'safe' | 'keyed' | 'never';
  readonly resource?: string;
  readonly dry_run: boolean;
  readonly deadline_s: number;
  readonly calls?: readonly string[];
  readonly examples?: readonly { say: string; inputs: Schema }[];
}

export interface FrameOptions {
  /** Answers 202 first and settles by the callback, where there is one. */
  readonly answersLater?: boolean;
  /** What the owner may change in n8n. `tutti flows push` keeps it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nodes that change something: once one of them has begun, no failure is called retryable. */
  readonly changing?: readonly string[];
}

/**
 * What is between the call and its answer. `preview` and `run` give one item, the call as `readCall`
 * reads it; each output that is returned gives one item `{result, plan?}`.
 */
type Work = (parts: { graph: FlowGraph; preview: Output; run: Output }) => readonly Output[];

export interface FlowSource {
  readonly declaration: Declaration;
  /** The workflow, as n8n imports it. */
  build(): object;
}

/** Everything around the work itself: the call, the two lanes, the answer, and failures. */
export function defineFlow(
  declaration: Declaration,
  options: FrameOptions,
  work: Work,
): FlowSource {
  return {
    declaration,
    build() {
      const graph = createFlowGraph(declaration.intent);
      const ends = work({ graph, ...open(graph, declaration, options) });
      close(graph, { options, ends });
      return {
        name: declaration.intent,
        ...graph.toJson(),
        settings: { executionOrder: 'v1' },
        tags: [{ name: 'tutti' }],
      };
    },
  };
}

/** With the number of the output: n8n would otherwise take that by which a path leads here, be it that of errors. */
export const CALL = "$('Read the call').first(0).json";

function open(graph: FlowGraph, declaration: Declaration, options: FrameOptions) {
  const { intent } = declaration;
  graph.note('tutti', declarationNote(declaration), { x: 0, y: -720, w: 640, h: 640 });
  let at = graph.add([], {
    name: 'Call',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2.1,
    onFailure: 'cannot fail',
    webhookId: idFrom(intent, 'webhook'),
    parameters: {
      httpMethod: 'POST',
      path: intent.replaceAll('.', '-'),
      responseMode: 'responseNode',
      options: {},
    },
  });
  if (options.settings !== undefined) at = graph.add(at, settingsNode(options.settings));
  const later = options.answersLater === true;
  at = graph.add(
    at,
    code(
      'Read the call',
      ['read-call'],
      `return [{ json: readCall($input.first().json, '${intent}', ${later}) }];`,
    ),
  );
  if (later) at = acceptFirst(graph, at);
  if (!declaration.dry_run) return { preview: at, run: at };
  const dry = graph.add(at, when('Dry run?', '$json.dry_run'));
  return { preview: dry, run: { ...dry, index: 1 } };
}

function settingsNode(settings: Readonly<Record<string, string>>) {
  return {
    name: 'Settings',
    type: 'n8n-nodes-base.set',
    typeVersion: 3.4,
    onFailure: 'cannot fail' as const,
    parameters: {
      assignments: {
        assignments: Object.entries(settings).map(([name, value]) => ({
          id: idFrom('settings', name),
          name: `settings.${name}`,
          value,
          type: 'string',
        })),
      },
      includeOtherFields: true,
      options: {},
    },
  };
}

function acceptFirst(graph: FlowGraph, at: Output): Output {
  const later = graph.add(at, when('Answer later?', '$json.later'));
  const accepted = graph.add(
    later,
    respond('Accepted', {
      body: `={{ JSON.stringify({ status: 'accepted', execution_id: $execution.id, workflow_id: $workflow.id }) }}`,
      code: 202,
    }),
  );
  // What comes out of "Accepted" is the answer's body, so the call is taken up again.
  const call = graph.add(accepted, code('The call again', [], `return [{ json: ${CALL} }];`));
  return graph.add([call, { ...later, index: 1 }], nothing('Begin'));
}

function close(
  graph: FlowGraph,
  { options, ends }: { options: FrameOptions; ends: readonly Output[] },
): void {
  const ids = 'execution_id: String($execution.id), workflow_id: String($workflow.id)';
  const outcome = graph.add(
    ends,
    code('Outcome', ['outcome'], `return [{ json: succeeded($input.first().json, { ${ids} }) }];`),
  );
  const failure = graph.add([], {
    ...code(
      'Failed',
      ['outcome'],
      [
        `const changing = ${JSON.stringify(options.changing ?? [])};`,
        `const changed = changing.some((name) => $(name).isExecuted);`,
        `const link = { ${ids}, webhook_url: String($('Call').first(0).json.webhookUrl) };`,
        `return [{ json: failed($input.first().json, { ...link, node: $prevNode.name, changed }) }];`,
      ].join('\n'),
    ),
    onFailure: 'cannot fail',
  });
  const answers = [outcome, failure];
  if (options.answersLater === true) {
    const later = graph.add(answers, when('Was it accepted?', `${CALL}.later`));
    graph.add(later, settle());
    graph.add({ ...later, index: 1 }, answerNode());
  } else {
    graph.add(answers, answerNode());
  }
  graph.failuresTo(failure);
}

function settle() {
  return {
    ...http('Settle', {
      url: `={{ ${CALL}.callback_url }}/settle`,
      bearer: `=Bearer {{ ${CALL}.callback_token }}`,
      body: '={{ JSON.stringify($json) }}',
    }),
    tries: 5,
    onFailure: 'cannot fail' as const,
  };
}

function answerNode() {
  return respond('Answer', { body: '={{ JSON.stringify($json) }}', code: 200 });
}

function respond(name: string, { body, code: responseCode }: { body: string; code: number }) {
  return {
    name,
    type: 'n8n-nodes-base.respondToWebhook',
    typeVersion: 1.5,
    onFailure: 'cannot fail' as const,
    parameters: { respondWith: 'json', responseBody: body, options: { responseCode } },
  };
}

function declarationNote(declaration: Declaration): string {
  return `## ${declaration.intent}\n\`\`\`json\n${JSON.stringify(declaration, undefined, 2)}\n\`\`\``;
}
