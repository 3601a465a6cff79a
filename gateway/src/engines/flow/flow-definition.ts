import type { Effect, FlowDeclaration, Repeat } from '#contract';
import { exampleInputs } from '../../intents/example-inputs.ts';
import type { Intent, IntentExample } from '../../intents/intent.ts';
import { jsonSchemaInputs } from '../../intents/json-schema-inputs.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { FlowIntentSettings } from './flow-settings.ts';
import type { FlowPlace } from './provider.ts';

const defaultDeadlineMs = 10 * 60_000;
const samenessWindowMs = 10 * 60_000;

/** An intent that a workflow carries out, whoever declared it. */
export interface FlowDefinition {
  readonly provider: string;
  readonly place: FlowPlace;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly decide?: 'confirm' | 'approve';
  readonly repeat: Repeat;
  readonly resource: string;
  readonly deadlineMs: number;
  readonly dryRun: boolean;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly calls: readonly string[];
  readonly examples: readonly IntentExample[];
  /** Of what the owner reviewed; absent where the configuration is the review. */
  readonly digest?: string;
}

/* Without a schema, nothing is known of the inputs, and all is passed on. */
const anyInputs: JsonObject = { type: 'object' };

/** What the owner configured, and for what they left out, what a workflow that ships declares. */
export function configuredDefinition(
  intent: string,
  settings: FlowIntentSettings,
  shipped?: FlowDeclaration,
): FlowDefinition {
  const { provider, path, flow, wait } = settings;
  return completed(intent, {
    provider,
    place: {
      intent,
      ...(path !== undefined && { path }),
      ...(flow !== undefined && { flow }),
      ...(wait !== undefined && { wait }),
    },
    declared: { ...declaredBy(shipped), ...definedOnly(settings) },
  });
}

/** What a workflow declares of itself, once the owner accepted it. */
export function reviewedDefinition(
  declaration: FlowDeclaration,
  {
    provider,
    path,
    effect,
    digest,
  }: { provider: string; path: string; effect: Effect; digest: string },
): FlowDefinition {
  const { intent } = declaration;
  const place = { intent, path };
  const declared = { ...declaredBy(declaration), effect };
  return { ...completed(intent, { provider, place, declared }), digest };
}

type Declared = Omit<FlowIntentSettings, 'provider' | 'path' | 'flow' | 'wait'> & {
  readonly examples?: readonly IntentExample[];
};

function declaredBy(declaration: FlowDeclaration | undefined): Declared {
  if (!declaration) return {};
  const { intent: _, dry_run: dryRun, deadline_s: deadlineS, examples, ...rest } = declaration;
  return definedOnly({
    ...rest,
    dryRun,
    deadlineMs: deadlineS === undefined ? undefined : deadlineS * 1000,
    examples: examples as readonly IntentExample[] | undefined,
  });
}

function completed(
  intent: string,
  { declared, ...rest }: Pick<FlowDefinition, 'provider' | 'place'> & { declared: Declared },
): FlowDefinition {
  const effect = declared.effect ?? 'destructive';
  /* Both come out of JSON or YAML. */
  const inputs = (declared.inputs ?? anyInputs) as JsonObject;
  return {
    ...rest,
    title: declared.title ?? titleOf(intent),
    description: declared.description ?? `Runs the workflow ${intent} of ${rest.provider}.`,
    effect,
    ...(declared.decide && { decide: declared.decide }),
    repeat: declared.repeat ?? (effect === 'read' ? 'safe' : 'never'),
    resource: declared.resource ?? intent.split('.', 1).join(),
    deadlineMs: declared.deadlineMs ?? defaultDeadlineMs,
    dryRun: declared.dryRun ?? false,
    inputs,
    outputs: (declared.outputs ?? {}) as JsonObject,
    calls: declared.calls ?? [],
    examples: declared.examples ?? [exampleOf(intent, inputs)],
  };
}

/** The intent as the catalog has it. `check` refuses calls that may not go there now. */
export function intentOf(
  definition: FlowDefinition,
  { address, check = () => undefined }: { address: string; check?: () => void },
): Intent {
  const { place, provider, digest, calls } = definition;
  const target = {
    provider,
    address,
    ...place,
    ...(digest !== undefined && { digest }),
    ...(calls.length > 0 && { calls }),
  };
  return {
    name: place.intent,
    title: definition.title,
    description: definition.description,
    engine: 'flow',
    effect: definition.effect,
    resolve(inputs) {
      check();
      return { inputs, target };
    },
    repeat: definition.repeat,
    resource: definition.resource,
    ...(definition.decide && { decide: definition.decide }),
    ...(calls.length > 0 && { carries: calls }),
    inputs: jsonSchemaInputs(definition.inputs),
    outputs: definition.outputs,
    examples: definition.examples,
    deadlineMs: definition.deadlineMs,
    sameness: { kind: 'within', windowMs: samenessWindowMs },
    reachesOutside: true,
  };
}

function exampleOf(intent: string, inputs: JsonObject): IntentExample {
  return { say: `Run ${intent}`, inputs: exampleInputs(inputs) };
}

function titleOf(intent: string): string {
  const words = intent.replaceAll(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/* Members that are undefined would hide those of the declaration. */
function definedOnly<Value extends object>(value: Value): Defined<Value> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members) as Defined<Value>;
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };
