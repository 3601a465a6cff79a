import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Document, Node, Scalar } from 'yaml';
import type { ConfigProblem } from './config-error.ts';
import { hideVariables, showVariables, substituteVariables } from './variables.ts';

export const maxConfigChars = 256 * 1024;
const maxAliases = 50;

/* With the first file that is read: most gateways have none, and the parser takes 3 MB. */
const require = createRequire(import.meta.url);
const yaml = () => require('yaml') as typeof Yaml;

/** A configuration file as data, which still knows where each of its values stands. */
export interface ConfigText {
  readonly problems: readonly ConfigProblem[];
  /** The whole file as plain data. Only to be asked for where there are no problems. */
  data(): unknown;
  /** Where a value, or the name of a field, stands; of what is missing, where it should stand. */
  placeOf(path: readonly PropertyKey[], part: 'name' | 'value'): Place;
  /** A value as it was written: a variable is shown by its name, never by what it holds. */
  writtenAs(path: readonly PropertyKey[]): string | undefined;
  /** Gives the value a new one, if it came from variables; false where it did not. */
  replaceSubstituted(path: readonly PropertyKey[], change: (text: string) => unknown): boolean;
}

export type Place = Pick<ConfigProblem, 'file' | 'line' | 'column'>;

interface ConfigTextSource {
  readonly text: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function readConfigText({ text, file, env }: ConfigTextSource): ConfigText {
  if (text.length > maxConfigChars) return refusedText(file, 'is too large to be a configuration');
  const lines = new (yaml().LineCounter)();
  const document = yaml().parseDocument(hideVariables(text), {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const substituted = new Map<Scalar, string>();
  const problems = [
    ...syntaxProblems(document, { text, place }),
    ...substituteScalars(document, { env, place, substituted }),
  ];
  const nodeAt = (path: readonly PropertyKey[]) => findNode(document, path);

  return {
    problems: problems.length === 0 ? structureProblems(document, file) : problems,
    data: () => (document.toJS({ maxAliasCount: maxAliases }) as unknown) ?? {},
    placeOf(path, part) {
      const node = part === 'name' ? findName(document, path) : nodeAt(path);
      if (node?.range) return place(node.range[0]);
      return path.length === 0 ? { file } : this.placeOf(path.slice(0, -1), 'value');
    },
    writtenAs(path) {
      const node = nodeAt(path);
      if (!yaml().isScalar(node)) return undefined;
      return substituted.get(node) ?? node.source;
    },
    replaceSubstituted(path, change) {
      const node = nodeAt(path);
      if (!yaml().isScalar(node) || !substituted.has(node)) return false;
      node.value = change(String(node.value));
      return true;
    },
  };
}

function refusedText(file: string, why: string): ConfigText {
  return {
    problems: [{ file, message: `the file ${why}` }],
    data: () => ({}),
    placeOf: () => ({ file }),
    writtenAs: () => undefined,
    replaceSubstituted: () => false,
  };
}

function syntaxProblems(
  document: Document.Parsed,
  { text, place }: { text: string; place: (offset: number) => Place },
): ConfigProblem[] {
  return [...document.errors, ...document.warnings].slice(0, 10).map(({ code, message, pos }) => {
    const written = /^[^\s:]+/.exec(text.slice(pos[0]))?.[0] ?? '';
    if (code === 'DUPLICATE_KEY') {
      return { ...place(pos[0]), message: `"${written}" stands here for the second time` };
    }
    return { ...place(pos[0]), message: `this is not YAML: ${showVariables(message)}` };
  });
}

/* What only shows once the aliases are followed: unknown ones, and those that multiply without end. */
function structureProblems(document: Document.Parsed, file: string): ConfigProblem[] {
  if (
    document.contents !== null &&
    !yaml().isMap(document.contents) &&
    !isEmpty(document.contents)
  ) {
    return [{ file, message: 'the file must hold fields, such as "port: 8000"' }];
  }
  try {
    document.toJS({ maxAliasCount: maxAliases });
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ file, message: `the anchors and aliases of this file cannot be followed: ${why}` }];
  }
}

function isEmpty(node: Node): boolean {
  return yaml().isScalar(node) && node.value === null;
}

function substituteScalars(
  document: Document.Parsed,
  {
    env,
    place,
    substituted,
  }: {
    env: ConfigTextSource['env'];
    place: (offset: number) => Place;
    substituted: Map<Scalar, string>;
  },
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  yaml().visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') return;
      const { text, used, problem } = substituteVariables(node.value, env);
      const written = showVariables(node.value);
      const at = place(node.range?.[0] ?? 0);
      if (problem !== undefined) problems.push({ ...at, message: problem });
      else if (used && key === 'key') {
        problems.push({ ...at, message: `"${written}": a variable cannot be the name of a field` });
      }
      if (used) substituted.set(node, written);
      node.value = text;
    },
  });
  return problems;
}

function findNode(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  for (const part of path) {
    if (yaml().isAlias(node)) node = node.resolve(document);
    if (!isCollectionLike(node)) return undefined;
    node = node.get(part, true);
  }
  return node instanceof Object ? (node as Node) : undefined;
}

function isCollectionLike(
  node: unknown,
): node is { get(key: unknown, keepScalar: boolean): unknown } {
  return node instanceof Object && 'get' in node;
}

function findName(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  const parent = findNode(document, path.slice(0, -1));
  if (!yaml().isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => yaml().isScalar(key) && key.value === path.at(-1));
  return yaml().isScalar(pair?.key) ? pair.key : undefined;
}
