import { addEntry } from './add-entry.ts';

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
  return addEntry(text, { file, path: ['ssh', 'hosts', name], what: 'host' }, host);
}
