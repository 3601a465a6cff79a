import type { Command } from 'commander';
import { addAuditCommand } from './local/audit.ts';
import { addDoctorCommand } from './local/doctor.ts';
import { addInitCommand } from './local/init.ts';
import { keepEffects } from './local/mcp/keep-effects.ts';
import { addMcpAddCommands } from './local/mcp/mcp-add.ts';
import { addSshCommands } from './local/ssh/ssh.ts';
import { addStartCommand } from './local/start.ts';
import { newProgram } from './new-program.ts';
import { addApprovalCommands } from './remote/approvals.ts';
import { addCallCommand } from './remote/call.ts';
import { addClientsCommand } from './remote/clients.ts';
import { createHttpClient } from './remote/http-client.ts';
import { addFlowsCommand } from './remote/flows/flows-command.ts';
import { tryRoundTrips } from './remote/flows/try-round-trips.ts';
import { addIntentsCommand } from './remote/intents.ts';
import { addJobsCommand } from './remote/jobs.ts';
import { addKeysCommand } from './remote/keys.ts';
import { addMcpCommand } from './remote/mcp/mcp-command.ts';
import { addMcpReviewCommands, reviewAdded } from './remote/mcp/review.ts';
import { addMemoryCommands } from './remote/memory/memory.ts';
import { addPolicyCommand } from './remote/policy.ts';
import { addReceiptsCommand } from './remote/receipts.ts';
import { addReloadCommand } from './remote/reload.ts';
import type { CliContext } from './shared/context.ts';
import type { Probe } from './shared/probe.ts';

const probeTimeoutMs = 5000;

const probe: Probe = ({ url, path, key }) =>
  createHttpClient({ url, ...(key !== undefined && { key }) }).send({
    method: 'GET',
    path,
    timeoutMs: probeTimeoutMs,
  });

/** The command line with all its commands. */
export function createProgram(context: CliContext, version: string): Command {
  const program = newProgram(version);
  addStartCommand(program, context);
  addInitCommand(program, context);
  addCallCommand(program, context);
  addJobsCommand(program, context);
  addMemoryCommands(program, context);
  addApprovalCommands(program, context);
  addIntentsCommand(program, context);
  addReceiptsCommand(program, context);
  addKeysCommand(program, context);
  addClientsCommand(program, context);
  const mcp = addMcpCommand(program, context);
  addMcpReviewCommands(mcp, context, (given) => keepEffects(context, {}, given));
  addMcpAddCommands(mcp, context, (servers, options) =>
    reviewAdded(context, servers, (given) => keepEffects(context, options, given)),
  );
  addPolicyCommand(program, context);
  addAuditCommand(program, context);
  addReloadCommand(program, context);
  addSshCommands(program, context, probe);
  addFlowsCommand(program, context);
  addDoctorCommand(program, context, {
    probe,
    tryRoundTrips: (url) => tryRoundTrips(context, { url }),
  });
  return program;
}
