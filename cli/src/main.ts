import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { Command } from 'commander';
import { z } from 'zod';
import { findLocalGateway } from './local/find-local-gateway.ts';
import { addStartCommand, runStart } from './local/start.ts';
import { processTerminal } from './shared/terminal.ts';

const context = { terminal: processTerminal(), env: process.env, findLocalGateway };

// A pipe that nobody reads any more, as in "tutti jobs | head", is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = 1;
});

const [command, ...options] = process.argv.slice(2);
if (command === 'start' && options.length === 0) await runStart(context, {});
else await (await programFor(command)).parseAsync();

/* A gateway runs for months: what reads options, and what other commands need, would stay in its memory all the while. */
async function programFor(name: string | undefined): Promise<Command> {
  if (name !== 'start') {
    const { createProgram } = await import('./program.ts');
    return createProgram(context, ownVersion());
  }
  const { newProgram } = await import('./new-program.ts');
  const program = newProgram(ownVersion());
  addStartCommand(program, context);
  return program;
}

function ownVersion(): string {
  const file = findPackageJSON(import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file ?? '', 'utf8')))
    .version;
}
