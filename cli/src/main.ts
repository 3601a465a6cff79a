import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { Command } from 'commander';
import { z } from 'zod';
import { findLocalGateway } from './local/find-local-gateway.ts';
import { addStartCommand } from './local/start.ts';
import { newProgram } from './new-program.ts';
import { processTerminal } from './shared/terminal.ts';

const context = { terminal: processTerminal(), env: process.env, findLocalGateway };

// A pipe that nobody reads any more, as in "tutti jobs | head", is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = 1;
});

await (await programFor(process.argv[2])).parseAsync();

/* A gateway runs for months: what the other commands need would stay in its memory all the while. */
async function programFor(command: string | undefined): Promise<Command> {
  if (command !== 'start') {
    const { createProgram } = await import('./program.ts');
    return createProgram(context, ownVersion());
  }
  const program = newProgram(ownVersion());
  addStartCommand(program, context);
  return program;
}

function ownVersion(): string {
  const file = findPackageJSON(import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file ?? '', 'utf8')))
    .version;
}
