import { isMap, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { hideVariables, showVariables } from './variables.ts';

interface Place {
  readonly file: string;
  /** Where it belongs, its own name last. */
  readonly path: readonly string[];
  /** What it is called in messages. */
  readonly what: string;
}

/** The text of tutti.yaml with one entry more in it; comments and all else stay as they are. */
export function addEntry(text: string, { file, path, what }: Place, entry: object): string {
  const document = parseDocument(hideVariables(text), { stringKeys: true, logLevel: 'error' });
  const [mistake] = document.errors;
  if (mistake) throw new ConfigError([{ file, message: showVariables(mistake.message) }]);
  if (document.contents !== null && !isMap(document.contents)) {
    throw new ConfigError([{ file, message: 'the file must hold fields, such as "port: 8000"' }]);
  }
  if (document.hasIn(path)) {
    throw new ConfigError([{ file, message: `there is a ${what} "${path.at(-1)}" already` }]);
  }
  /* An empty section, "ssh:" alone, has nothing that a field could be put into. */
  for (const depth of path.slice(1).keys()) {
    const section = path.slice(0, depth + 1);
    if (!isMap(document.getIn(section))) document.setIn(section, document.createNode({}));
  }
  document.setIn(path, document.createNode(hidden(entry)));
  return showVariables(document.toString({ lineWidth: 0 }));
}

function hidden(value: unknown): unknown {
  if (typeof value === 'string') return hideVariables(value);
  if (Array.isArray(value)) return value.map(hidden);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hidden(member)]));
}
