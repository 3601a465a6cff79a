import { isMap, parseDocument, YAMLMap, type Pair } from 'yaml';
import type { Effect } from '#contract';
import { hideVariables, showVariables } from './variables.ts';

/**
 * The text of tutti.yaml with the effects that the owner gave tools of one upstream server. They come first, for the
 * first match counts; undefined where the file has no such server.
 */
export function setEffects(
  text: string,
  { server, effects }: { readonly server: string; readonly effects: ToolEffects },
): string | undefined {
  const document = parseDocument(hideVariables(text), { stringKeys: true, logLevel: 'error' });
  const path = ['mcp', 'servers', server];
  if (document.errors.length > 0 || !isMap(document.getIn(path))) return undefined;
  const before = document.getIn([...path, 'effects']);
  const kept = isMap(before) ? before.items.filter((pair) => !isAmong(pair, effects)) : [];
  const after = new YAMLMap(document.schema);
  after.items = [
    ...Object.entries(effects).map(([name, effect]) => document.createPair(name, effect)),
    ...kept,
  ];
  if (isMap(before) && before.flow === true) after.flow = true;
  document.setIn([...path, 'effects'], after);
  return showVariables(document.toString({ lineWidth: 0 }));
}

export type ToolEffects = Readonly<Record<string, Effect>>;

function isAmong({ key }: Pair, effects: ToolEffects): boolean {
  return Object.hasOwn(effects, String(key));
}
