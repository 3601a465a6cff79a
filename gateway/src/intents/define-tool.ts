import type { Effect, Repeat } from '#contract';
import type { z } from 'zod';
import type { JsonObject } from '../platform/json.ts';
import type { EngineCall, EnginePreview, EngineResult } from './engine.ts';
import { jsonSchemaOf, zodInputs } from './input-schema.ts';
import type { Intent, IntentExample, ResolvedInputs, Sameness } from './intent.ts';

const defaultDeadlineMs = 10 * 60_000;
const defaultWindowMs = 10 * 60_000;

/** An intent of the agent engine together with what does it. */
export interface Tool {
  readonly intent: Intent;
  run(call: EngineCall): Promise<EngineResult>;
  preview(call: EngineCall): Promise<EnginePreview>;
}

/** A tool in its own types; everything with a default may be left out. */
export interface ToolDefinition<Inputs extends z.ZodObject, Outputs extends z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly resolve?: (inputs: z.output<Inputs>, through?: string) => ResolvedInputs;
  readonly effectOf?: (inputs: z.output<Inputs>) => Effect;
  /** Default: `safe` for reads, `never` for all else. */
  readonly repeat?: Repeat;
  /** Default: the first segment of the name. */
  readonly resource?: string;
  readonly resourceOf?: (inputs: z.output<Inputs>) => string;
  readonly decide?: 'confirm' | 'approve';
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly examples: readonly IntentExample[];
  /** Default: ten minutes. */
  readonly deadlineMs?: number;
  /** Default: the same inputs within ten minutes. */
  readonly sameness?: Sameness;
  readonly verbatim?: true;
  /** Reaches systems that are not the gateway's own. */
  readonly reachesOutside?: true;
  readonly wantedWaitMs?: (inputs: z.output<Inputs>) => number;
  run(call: ToolCall<Inputs>): Promise<EngineResult>;
  /** Default: the inputs are the preview. */
  preview?(call: ToolCall<Inputs>): Promise<EnginePreview>;
}

export type ToolCall<Inputs extends z.ZodObject> = Omit<EngineCall, 'inputs'> & {
  readonly inputs: z.output<Inputs>;
};

export function defineTool<Inputs extends z.ZodObject, Outputs extends z.ZodType>(
  definition: ToolDefinition<Inputs, Outputs>,
): Tool {
  const preview = (call: ToolCall<Inputs>) => definition.preview?.(call) ?? previewInputs(call);
  return {
    intent: intentOf(definition),
    run: (call) => definition.run(typed<Inputs>(call)),
    preview: (call) => preview(typed<Inputs>(call)),
  };
}

function intentOf<Inputs extends z.ZodObject, Outputs extends z.ZodType>(
  definition: ToolDefinition<Inputs, Outputs>,
): Intent {
  const {
    name,
    title,
    description,
    effect,
    resolve,
    effectOf,
    resourceOf,
    wantedWaitMs,
    examples,
  } = definition;
  let outputs: JsonObject | undefined;
  return {
    name,
    title,
    description,
    engine: 'agent',
    effect,
    ...(resolve && {
      resolve: (inputs, through) => resolve(inputs as z.output<Inputs>, through),
    }),
    ...(effectOf && { effectOf: (inputs) => effectOf(inputs as z.output<Inputs>) }),
    repeat: definition.repeat ?? (effect === 'read' ? 'safe' : 'never'),
    resource: definition.resource ?? name.split('.', 1).join(),
    ...(resourceOf && { resourceOf: (inputs) => resourceOf(inputs as z.output<Inputs>) }),
    ...(definition.decide && { decide: definition.decide }),
    inputs: zodInputs(definition.inputs),
    get outputs() {
      outputs ??= jsonSchemaOf(definition.outputs, 'output');
      return outputs;
    },
    examples,
    deadlineMs: definition.deadlineMs ?? defaultDeadlineMs,
    sameness: definition.sameness ?? { kind: 'within', windowMs: defaultWindowMs },
    ...(definition.verbatim && { verbatim: true }),
    ...(definition.reachesOutside && { reachesOutside: true }),
    ...(wantedWaitMs && {
      wantedWaitMs: (inputs) => wantedWaitMs(inputs as z.output<Inputs>),
    }),
  };
}

/* The life of a call parses inputs with this very schema before any tool sees them. */
function typed<Inputs extends z.ZodObject>(call: EngineCall): ToolCall<Inputs> {
  return call as unknown as ToolCall<Inputs>;
}

async function previewInputs(call: { readonly inputs: unknown }): Promise<EnginePreview> {
  return { note: 'Nothing was done. This is what would be run.', would: call.inputs as JsonObject };
}
