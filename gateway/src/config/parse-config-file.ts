import { z } from 'zod';
import { fieldPath } from '../platform/field-path.ts';
import { nearestNames } from '../platform/nearest-names.ts';
import type { ConfigProblem } from './config-error.ts';
import { FileConfig, reasonToRefuse } from './config-schema.ts';
import { readConfigText, type ConfigText } from './config-text.ts';
import { listOf, problemOfIssue } from './issue-sentence.ts';

export type ParsedFile =
  | { readonly ok: true; readonly values: FileConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads the text of tutti.yaml; every mistake in it comes back with the place where it stands. */
export function parseConfigFile(source: {
  readonly text: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): ParsedFile {
  if (source.text === '') return { ok: true, values: FileConfig.parse({}) };
  const text = readConfigText(source);
  if (text.problems.length > 0) return { ok: false, problems: text.problems };
  let parsed = parseData(text);
  if (!parsed.success && retypeSubstituted(text, parsed.error.issues)) parsed = parseData(text);
  if (parsed.success) return { ok: true, values: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, text));
  return { ok: false, problems: problems.toSorted(byPlace) };
}

function parseData(text: ConfigText) {
  return FileConfig.safeParse(text.data(), { reportInput: true });
}

function byPlace(a: ConfigProblem, b: ConfigProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/* What comes from a variable is text; where a number or a truth value is wanted, it is read as one. */
function retypeSubstituted(text: ConfigText, issues: readonly z.core.$ZodIssue[]): boolean {
  const retyped = issues.map((issue) => {
    if (issue.code !== 'invalid_type') return false;
    if (issue.expected !== 'number' && issue.expected !== 'boolean') return false;
    return text.replaceSubstituted(issue.path, readPlainValue);
  });
  return retyped.includes(true);
}

function readPlainValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function problemsOf(issue: z.core.$ZodIssue, text: ConfigText): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField([...issue.path, key], text));
  }
  const field = fieldPath(issue.path);
  const message = `${field} ${problemOfIssue(issue, text.writtenAs(issue.path))}`;
  return [{ ...text.placeOf(issue.path, 'value'), field, message }];
}

function unknownField(path: readonly PropertyKey[], text: ConfigText): ConfigProblem {
  const name = String(path.at(-1));
  const field = fieldPath(path);
  const known = knownFields(path.slice(0, -1));
  const message =
    (path.length === 1 ? reasonToRefuse(name) : undefined) ??
    `"${field}" is not a field${suggestion(name, known)}`;
  return { ...text.placeOf(path, 'name'), field, message };
}

function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  if (nearest !== undefined) return `; did you mean "${nearest}"?`;
  return known.length === 0 ? '' : `; the fields here are ${listOf(known, 'and')}`;
}

interface JsonSchemaNode {
  readonly properties?: Readonly<Record<string, JsonSchemaNode>>;
  readonly items?: JsonSchemaNode;
  readonly additionalProperties?: JsonSchemaNode;
}

function knownFields(path: readonly PropertyKey[]): readonly string[] {
  let node: JsonSchemaNode | undefined = z.toJSONSchema(FileConfig, {
    io: 'input',
  }) as JsonSchemaNode;
  for (const part of path) {
    node =
      typeof part === 'number'
        ? node?.items
        : (node?.properties?.[String(part)] ?? node?.additionalProperties);
  }
  return Object.keys(node?.properties ?? {});
}
