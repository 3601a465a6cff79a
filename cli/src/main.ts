import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { z } from 'zod';
import { findLocalGateway } from './local/find-local-gateway.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './shared/terminal.ts';

const context = { terminal: processTerminal(), env: process.env, findLocalGateway };

// A pipe that nobody reads any more, as in "tutti jobs | head", is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = 1;
});

await createProgram(context, ownVersion()).parseAsync();

function ownVersion(): string {
  const file = findPackageJSON(import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file ?? '', 'utf8')))
    .version;
}
