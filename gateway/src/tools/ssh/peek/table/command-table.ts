import type { TableEntry } from '../command-shape.ts';
import { comparingCommands } from './comparing.ts';
import { containerCommands } from './containers.ts';
import { fileCommands } from './files.ts';
import { gitCommands } from './git.ts';
import { hardwareCommands } from './hardware.ts';
import { kubernetesCommands } from './kubernetes.ts';
import { networkCommands } from './network.ts';
import { packageCommands } from './packages.ts';
import { processCommands } from './processes.ts';
import { serviceCommands } from './services.ts';
import { shellCommands } from './shell.ts';
import { systemCommands } from './system.ts';
import { textCommands } from './text.ts';
import { versionCommands } from './versions.ts';

/** Every way to call a program that is known to only read. */
export const allEntries: readonly TableEntry[] = [
  ...fileCommands,
  ...textCommands,
  ...comparingCommands,
  ...systemCommands,
  ...processCommands,
  ...serviceCommands,
  ...networkCommands,
  ...containerCommands,
  ...kubernetesCommands,
  ...packageCommands,
  ...gitCommands,
  ...hardwareCommands,
  ...shellCommands,
  ...versionCommands,
];

const entriesByName = new Map<string, TableEntry[]>();
for (const entry of allEntries) {
  for (const cmd of [entry.cmd].flat()) {
    const known = entriesByName.get(cmd);
    if (known) known.push(entry);
    else entriesByName.set(cmd, [entry]);
  }
}

/** The ways to call a program of that name, in the order in which they are tried. */
export function entriesFor(name: string): readonly TableEntry[] | undefined {
  return entriesByName.get(name);
}
