import { isMap, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { hideVariables, showVariables } from './variables.ts';

/** A host as it is written in tutti.yaml. */
export interface HostEntry {
  readonly address: string;
  readonly port?: number;
  readonly user: string;
  readonly users?: readonly string[];
  readonly key_file?: string;
  readonly agent?: string;
  readonly jump?: string;
  readonly fingerprint: string;
}

/** The text of tutti.yaml with one host more in it; comments and all else stay as they are. */
export function addHost(
  text: string,
  { file, name, host }: { readonly file: string; readonly name: string; readonly host: HostEntry },
): string {
  const document = parseDocument(hideVariables(text), { stringKeys: true, logLevel: 'error' });
  const [mistake] = document.errors;
  if (mistake) throw new ConfigError([{ file, message: showVariables(mistake.message) }]);
  const path = ['ssh', 'hosts', name];
  if (document.contents !== null && !isMap(document.contents)) {
    throw new ConfigError([{ file, message: 'the file must hold fields, such as "port: 8000"' }]);
  }
  if (document.hasIn(path)) {
    throw new ConfigError([{ file, message: `there is a host "${name}" already` }]);
  }
  /* An empty section, "ssh:" alone, has nothing that a field could be put into. */
  for (const section of [['ssh'], ['ssh', 'hosts']]) {
    if (!isMap(document.getIn(section))) document.setIn(section, document.createNode({}));
  }
  const entry = Object.fromEntries(
    Object.entries(host).map(([key, value]) => [
      key,
      typeof value === 'string' ? hideVariables(value) : value,
    ]),
  );
  document.setIn(path, document.createNode(entry));
  return showVariables(document.toString({ lineWidth: 0 }));
}
