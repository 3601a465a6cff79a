import type { Command } from 'commander';
import type { CliContext } from '../../shared/context.ts';
import type { Probe } from '../../shared/probe.ts';
import { addSshCheckCommand } from '../ssh-check.ts';
import { addSshAddCommand } from './ssh-add.ts';
import { addSshHostsCommand } from './ssh-hosts.ts';

export function addSshCommands(program: Command, context: CliContext, probe: Probe): void {
  const ssh = program.command('ssh').description('the hosts that ssh.exec and ssh.exec.peek reach');
  addSshAddCommand(ssh, context, probe);
  addSshHostsCommand(ssh, context);
  addSshCheckCommand(ssh, context);
}
