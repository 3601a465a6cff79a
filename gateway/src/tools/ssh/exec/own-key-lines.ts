import { readFileSync, statSync } from 'node:fs';
import type { SshSettings } from '../inventory/ssh-settings.ts';

const shortestLine = 20;

/** The lines of every private key in the configuration, so that none is ever shown. Files are read anew once they change. */
export function createOwnKeyLines(settings: () => SshSettings): () => ReadonlySet<string> {
  const read = new Map<string, { readonly version: string; readonly lines: readonly string[] }>();
  const linesOf = (file: string): readonly string[] => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return [];
    const version = `${stat.mtimeMs} ${stat.size}`;
    const known = read.get(file);
    if (known?.version === version) return known.lines;
    const lines = secretLines(file);
    read.set(file, { version, lines });
    return lines;
  };
  return () => {
    const logins = Object.values(settings().hosts).flatMap(({ login, peekAs }) =>
      peekAs ? [login, peekAs] : [login],
    );
    const files = logins.flatMap(({ keyFile }) => (keyFile === undefined ? [] : [keyFile]));
    return new Set([...new Set(files)].flatMap(linesOf));
  };
}

/* The first line of an OpenSSH key says only its format, and is the same for all keys. */
function secretLines(file: string): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    return lines.filter(
      (line) => line.length >= shortestLine && !line.startsWith('-----') && !isFormatOnly(line),
    );
  } catch {
    return []; // not ours to read, so nobody can log in with it either
  }
}

function isFormatOnly(line: string): boolean {
  return (
    line.startsWith('b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB') && line.length < 60
  );
}
