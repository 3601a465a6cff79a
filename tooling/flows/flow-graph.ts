import { createHash } from 'node:crypto';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Parameters = Record<string, Json>;

/** A node of n8n, before it has a place. */
export interface NodeSpec {
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parameters: Parameters;
  /** The kinds of credentials it needs, each with the name it is looked for by. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** `collect`: what fails becomes an item with `error` among the others. Default: the failure path. */
  readonly onFailure?: 'collect' | 'cannot fail';
  /**
   * Goes on with one empty item where nothing was found; otherwise n8n would end right there. It would
   * do so after a failure, too, as if nothing was there; so what fails becomes an item here as well.
   */
  readonly evenIfEmpty?: boolean;
  /** Runs for the first item alone. */
  readonly once?: boolean;
  readonly tries?: number;
  readonly webhookId?: string;
}

/** An output of a node, from which an arrow starts. */
export interface Output {
  readonly node: string;
  readonly index: number;
}

export interface FlowGraph {
  /** Adds a node after one or more outputs, and returns its first output. */
  add(after: Output | readonly Output[], spec: NodeSpec): Output;
  /** An arrow to a node that is there already. */
  connect(from: Output, to: Output): void;
  /** Arrows from the error output of every node that can fail. */
  failuresTo(handler: Output): void;
  note(name: string, content: string, place: { x: number; y: number; w: number; h: number }): void;
  toJson(): { nodes: Json[]; connections: Json };
}

const COLUMN = 224;
const ROW = 176;

/** Puts the nodes of a workflow into columns, in the order in which they run. */
export function createFlowGraph(seed: string): FlowGraph {
  const placed: { spec: NodeSpec; column: number; row: number }[] = [];
  const notes: Json[] = [];
  const arrows: { from: Output; to: string }[] = [];
  const columnOf = (name: string) => placed.find(({ spec }) => spec.name === name)?.column ?? -1;

  return {
    add(after, spec) {
      const parents = Array.isArray(after) ? (after as readonly Output[]) : [after as Output];
      if (placed.some((other) => other.spec.name === spec.name)) {
        throw new Error(`${seed}: there are two nodes named "${spec.name}"`);
      }
      const column = 1 + Math.max(-1, ...parents.map(({ node }) => columnOf(node)));
      const row = placed.filter((other) => other.column === column).length;
      placed.push({ spec, column, row });
      for (const from of parents) arrows.push({ from, to: spec.name });
      return { node: spec.name, index: 0 };
    },
    connect(from, to) {
      arrows.push({ from, to: to.node });
    },
    failuresTo(handler) {
      for (const { spec } of placed) {
        if (!canFail(spec) || spec.name === handler.node) continue;
        arrows.push({ from: { node: spec.name, index: outputsOf(spec) }, to: handler.node });
      }
    },
    note(name, content, { x, y, w, h }) {
      notes.push({
        parameters: { content, width: w, height: h },
        id: idFrom(seed, name),
        name,
        type: 'n8n-nodes-base.stickyNote',
        typeVersion: 1,
        position: [x, y],
      });
    },
    toJson() {
      const nodes = placed.map(({ spec, column, row }) => nodeJson(seed, spec, [column, row]));
      return { nodes: [...notes, ...nodes], connections: connectionsOf(arrows) };
    },
  };
}

function failureOf({ onFailure, evenIfEmpty }: NodeSpec): NodeSpec['onFailure'] {
  return onFailure ?? (evenIfEmpty === true ? 'collect' : undefined);
}

function canFail(spec: NodeSpec): boolean {
  return failureOf(spec) === undefined;
}

/** The error output comes after the others. */
function outputsOf(spec: NodeSpec): number {
  return spec.type === 'n8n-nodes-base.if' || spec.type === 'n8n-nodes-base.splitInBatches' ? 2 : 1;
}

function nodeJson(seed: string, spec: NodeSpec, [column, row]: [number, number]): Json {
  return {
    parameters: spec.parameters,
    id: idFrom(seed, spec.name),
    name: spec.name,
    type: spec.type,
    typeVersion: spec.typeVersion,
    position: [column * COLUMN, row * ROW],
    ...(spec.webhookId !== undefined && { webhookId: spec.webhookId }),
    ...(spec.credentials !== undefined && {
      credentials: Object.fromEntries(
        Object.entries(spec.credentials).map(([type, name]) => [type, { id: null, name }]),
      ),
    }),
    ...(spec.evenIfEmpty === true && { alwaysOutputData: true }),
    ...(spec.once === true && { executeOnce: true }),
    ...(spec.tries !== undefined && {
      retryOnFail: true,
      maxTries: spec.tries,
      waitBetweenTries: 2000,
    }),
    ...(canFail(spec) && { onError: 'continueErrorOutput' }),
    ...(failureOf(spec) === 'collect' && { onError: 'continueRegularOutput' }),
  };
}

function connectionsOf(arrows: readonly { from: Output; to: string }[]): Json {
  const connections: Record<string, { main: { node: string; type: 'main'; index: 0 }[][] }> = {};
  for (const { from, to } of arrows) {
    const { main } = (connections[from.node] ??= { main: [] });
    for (let index = main.length; index <= from.index; index += 1) main.push([]);
    main[from.index]?.push({ node: to, type: 'main', index: 0 });
  }
  return connections;
}

/** The same id for the same node at every build, so that a difference shows what was changed. */
export function idFrom(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
