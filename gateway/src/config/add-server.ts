import { addEntry } from './add-entry.ts';

/** An upstream server as it is written in tutti.yaml. */
export interface ServerEntry {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly url?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The text of tutti.yaml with one upstream server more in it. */
export function addServer(
  text: string,
  {
    file,
    name,
    server,
  }: { readonly file: string; readonly name: string; readonly server: ServerEntry },
): string {
  return addEntry(text, { file, path: ['mcp', 'servers', name], what: 'server' }, server);
}
