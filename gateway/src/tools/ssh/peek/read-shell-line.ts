import type { Assignment, Command, ParsedScript, PipelineNode, Statement } from 'unbash';
import { firstOf } from './first-of.ts';
import { readRedirect } from './read-redirect.ts';
import { readWord } from './read-word.ts';
import type {
  Join,
  ShellAssignment,
  ShellCommand,
  ShellLine,
  ShellRedirect,
  ShellWord,
} from './shell-line.ts';

/** A script as commands and operators, or what in it lies outside that grammar. */
export type ReadLine = { readonly line: ShellLine } | { readonly beyond: string };

interface Draft {
  readonly commands: ShellCommand[];
  readonly joins: Join[];
}

interface CommandDraft {
  readonly assignments: ShellAssignment[];
  readonly words: ShellWord[];
  readonly redirects: ShellRedirect[];
}

/** Takes only what it knows: any other node of the syntax tree ends the reading. */
export function readShellLine(script: ParsedScript): ReadLine {
  const draft: Draft = { commands: [], joins: [] };
  const beyond = firstOf(script.commands, (statement) => addStatement(draft, statement));
  return beyond === undefined ? { line: draft } : { beyond };
}

function addStatement(draft: Draft, { command, background }: Statement): string | undefined {
  if (background === true) return 'a command in the background ("&")';
  if (draft.commands.length > 0) draft.joins.push(';');
  if (command.type !== 'AndOr') return addPipeline(draft, command);
  return firstOf(command.commands.entries(), ([index, pipeline]) => {
    const operator = command.operators[index - 1];
    if (operator !== undefined) draft.joins.push(operator);
    return addPipeline(draft, pipeline);
  });
}

function addPipeline(draft: Draft, node: PipelineNode): string | undefined {
  if (node.type !== 'Pipeline') return addCommand(draft, node);
  const prefix = node.prefixes[0];
  if (prefix) return prefix.type === 'Time' ? '"time"' : 'a negation ("!")';
  if (node.operators.includes('|&')) return 'the pipe "|&"';
  return firstOf(node.commands.entries(), ([index, command]) => {
    if (index > 0) draft.joins.push('|');
    return addCommand(draft, command);
  });
}

function addCommand(draft: Draft, node: PipelineNode): string | undefined {
  if (node.type !== 'Command') return compoundNames[node.type] ?? 'a compound command';
  const command: CommandDraft = { assignments: [], words: [], redirects: [] };
  const beyond = firstOf(partsOf(node), (part) => addPart(command, part));
  if (beyond === undefined) draft.commands.push(command);
  return beyond;
}

function partsOf({ prefix, name, suffix }: Command) {
  return name === undefined ? [...prefix, ...suffix] : [...prefix, name, ...suffix];
}

function addPart(
  command: CommandDraft,
  part: ReturnType<typeof partsOf>[number],
): string | undefined {
  if (part.type === 'Assignment') return addAssignment(command, part);
  if (part.type === 'Word') {
    const read = readWord(part);
    if ('beyond' in read) return read.beyond;
    command.words.push(read.word);
    return undefined;
  }
  const read = readRedirect(part);
  if ('beyond' in read) return read.beyond;
  command.redirects.push(read.redirect);
  return undefined;
}

function addAssignment(command: CommandDraft, assignment: Assignment): string | undefined {
  const { name, value, append, index } = assignment;
  /* Behind a name, an assignment is an argument of `export`, `declare` and the like. */
  if (command.words.length > 0) return 'a declaration';
  if (append === true || index !== undefined || value.type === 'ArrayValue') return 'an array';
  const read = readWord(value);
  if ('beyond' in read) return read.beyond;
  command.assignments.push({ name, value: read.word });
  return undefined;
}

const compoundNames: Readonly<Record<string, string>> = {
  If: '"if"',
  For: 'a loop',
  ArithmeticFor: 'a loop',
  Select: 'a loop',
  While: 'a loop',
  Case: '"case"',
  Subshell: 'a subshell',
  BraceGroup: 'a group',
  Function: 'a function',
  Coproc: 'a coprocess',
  TestCommand: '"[[ … ]]"',
  ArithmeticCommand: 'arithmetic',
};
