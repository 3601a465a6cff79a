import type { Intent } from '../../intents/intent.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';

/** What clients may send beside the inputs of an intent. */
export type ControlName = keyof typeof controls;

const controls = {
  dry_run: { type: 'boolean', description: 'Only show what would happen.' },
  confirm_token: {
    type: 'string',
    description: 'Of a preview that the user agreed to: does exactly that.',
  },
  idempotency_key: {
    type: 'string',
    description: 'Same key, same inputs: done once.',
  },
} as const satisfies Record<string, JsonObject>;

/* A tool of the gateway itself may have been written with a flag of that name; it is the same flag. */
const controlNames: readonly ControlName[] = ['dry_run', 'confirm_token', 'idempotency_key'];

/** Which of the controls an intent takes: none where there is nothing to confirm, and none whose name is taken. */
export function controlsOf({ effect, inputs }: Intent): readonly ControlName[] {
  if (effect === 'read') return [];
  const taken = propertiesOf(inputs.jsonSchema);
  return controlNames.filter((name) => !Object.hasOwn(taken, name));
}

/** The inputs of an intent, and the controls, as the schema of a tool. */
export function inputSchemaOf(intent: Intent): JsonObject {
  const schema = intent.inputs.jsonSchema;
  const wanted = controlsOf(intent);
  const own = { type: 'object', ...schema };
  if (wanted.length === 0) return own;
  const added = Object.fromEntries(wanted.map((name) => [name, controls[name]]));
  return { ...own, properties: { ...propertiesOf(schema), ...added } };
}

/** Every answer to a tool of ours, with the schema of the result in it. */
export function outputSchemaOf({ outputs }: Intent): JsonObject {
  const { schema, defs } = movable(open(outputs)) ?? {};
  const result =
    schema && Object.keys(schema).length > 0 ? { anyOf: [schema, insteadOfResult] } : {};
  return { type: 'object', ...defs, properties: { ...answerFields, result }, required: ['status'] };
}

/* Answers may gain members: a client that holds them to a closed schema would then refuse them. */
function open(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  ) as JsonObject;
}

/**
 * What an upstream server says of its structured content, or else an answer of ours: that the call goes on, or
 * has to be confirmed. Undefined where that cannot be said in one schema.
 */
export function upstreamOutputSchemaOf(outputs: JsonObject): JsonObject | undefined {
  const { schema, defs } = movable(outputs) ?? {};
  if (schema?.['type'] !== 'object') return undefined;
  return {
    type: 'object',
    ...defs,
    anyOf: [schema, { properties: answerFields, required: ['status', 'intent'] }],
  };
}

/* What a model goes on with; what else an answer has is said where it comes. */
const answerFields = {
  status: { enum: ['success', 'preview', 'accepted', 'needs_approval', 'error'] },
  job_id: { type: 'string' },
  next: { type: 'object' },
} as const satisfies JsonObject;

/* A preview, and a result that was too large, stand in the place of the result. */
const insteadOfResult: JsonObject = {
  type: 'object',
  anyOf: [{ required: ['dry_run'] }, { required: ['capped'] }],
};

/** A schema that can stand inside of another one, whose root then has its definitions. */
function movable(schema: JsonObject): { schema: JsonObject; defs: JsonObject } | undefined {
  if (!refersOnlyToDefs(schema)) return undefined;
  const { $defs, $schema: _, ...rest } = schema;
  return { schema: rest, defs: $defs === undefined ? {} : { $defs } };
}

/* References to anywhere else would point elsewhere once the schema stands inside of another. */
function refersOnlyToDefs(schema: JsonObject): boolean {
  const references = JSON.stringify(schema).match(/"\$(?:ref|dynamicRef|id)":"[^"]*"/g) ?? [];
  return references.every((reference) => reference.startsWith('"$ref":"#/$defs/'));
}

function propertiesOf(schema: JsonObject): Readonly<Record<string, JsonValue>> {
  const { properties } = schema;
  return isJsonObject(properties) ? properties : {};
}
