import type { Call, CallContext, CommandShape, ValueKind } from './command-shape.ts';
import { firstOf } from './first-of.ts';
import { judgePath } from './paths/judge-path.ts';
import { judgeValue } from './judge-value.ts';
import { readOptions, type GivenOption } from './read-options.ts';
import { hasGlob, type ShellWord } from './shell-line.ts';
import { confirmBecause, type Refusal } from './verdict.ts';

export interface ShapeAnswer {
  readonly refusal: Refusal | undefined;
  /** The call is of this shape, if not allowed by it: its reason is the one to tell. */
  readonly isMeant: boolean;
}

/** What speaks against the words behind a name, if they are to have this shape. */
export function judgeShape(
  words: readonly ShellWord[],
  shape: CommandShape,
  context: CallContext,
): ShapeAnswer {
  const { sub, lead = {} } = shape;
  if (sub === undefined) return { refusal: judgeCall(words, shape, context), isMeant: true };
  const read = readOptions(words, lead, context, { stopAtOperand: true });
  if ('kind' in read) return { refusal: read, isMeant: false };
  const behindLead = words.slice(read.used);
  if (!sub.every((name, index) => isWord(behindLead[index], name))) {
    return { refusal: notThisForm(behindLead[0], sub), isMeant: false };
  }
  return { refusal: judgeCall(behindLead.slice(sub.length), shape, context), isMeant: true };
}

function isWord(word: ShellWord | undefined, name: string): boolean {
  return word?.text === name && word.pieces.every(({ kind }) => kind === 'text');
}

function notThisForm(word: ShellWord | undefined, sub: readonly string[]): Refusal {
  return confirmBecause(
    word === undefined
      ? `"${sub.join(' ')}" is missing`
      : `"${word.text}" is not known to only read`,
  );
}

function judgeCall(
  words: readonly ShellWord[],
  shape: CommandShape,
  context: CallContext,
): Refusal | undefined {
  const read = readOptions(words, shape, context);
  if ('kind' in read) return read;
  const call = callOf(read.options, read.operands, context);
  return judgeRequired(call, shape) ?? judgeOperands(call, shape) ?? because(shape.check?.(call));
}

function because(reason: string | undefined): Refusal | undefined {
  return reason === undefined ? undefined : confirmBecause(reason);
}

function callOf(
  options: readonly GivenOption[],
  operands: readonly ShellWord[],
  context: CallContext,
): Call {
  return {
    has: (...names) => options.some(({ name }) => names.includes(name)),
    valuesOf: (option) =>
      options.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : [])),
    operands,
    context,
  };
}

function judgeRequired(call: Call, shape: CommandShape): Refusal | undefined {
  const missing = shape.require?.find((group) => !call.has(...group));
  if (missing) return confirmBecause(`it only reads with ${missing.join(' or ')}`);
  const { bounds } = shape;
  if (bounds && !call.has(...bounds) && !call.context.isCutLater) {
    return confirmBecause(`its output has no bound: give ${bounds.slice(0, 3).join(' or ')}`);
  }
  return undefined;
}

function judgeOperands(call: Call, shape: CommandShape): Refusal | undefined {
  const { operands, context } = call;
  const isReplaced = shape.replacesFirst !== undefined && call.has(...shape.replacesFirst);
  const kinds = (shape.operands ?? []).slice(isReplaced ? 1 : 0);
  const isRecursive = shape.recursive !== undefined && call.has(...shape.recursive);
  const least = (shape.min ?? 0) - (isReplaced ? 1 : 0);
  if (operands.length < least) return confirmBecause('it lacks an operand');
  const most = shape.max ?? (kinds.length > 0 ? Infinity : 0);
  if (operands.length > most) return tooMany(operands[most], most);
  if (most !== Infinity && operands.some(hasGlob)) {
    return confirmBecause('a glob may stand for more operands than it only reads');
  }
  const refusal = firstOf(operands.entries(), ([index, word]) =>
    judgeValue(word, kindAt(kinds, index, isRecursive), context),
  );
  return refusal ?? (isRecursive ? judgeDefaultFolder(operands, kinds, context) : undefined);
}

function kindAt(kinds: readonly ValueKind[], index: number, isRecursive: boolean): ValueKind {
  const kind = kinds[Math.min(index, kinds.length - 1)] ?? {
    kind: 'matching',
    pattern: /^$/,
    says: '',
  };
  return isRecursive && kind.kind === 'path' ? { kind: 'tree' } : kind;
}

function judgeDefaultFolder(
  operands: readonly ShellWord[],
  kinds: readonly ValueKind[],
  { folders }: CallContext,
): Refusal | undefined {
  const firstPath = kinds.findIndex(({ kind }) => kind === 'path');
  return operands.length > firstPath ? undefined : judgePath(here, 'tree', folders);
}

const here: ShellWord = { pieces: [{ kind: 'text', text: '.' }], text: '.', plain: true };

function tooMany(word: ShellWord | undefined, most: number): Refusal {
  return confirmBecause(
    most === 0
      ? `${word?.text ?? ''}: it only reads without an operand`
      : `${word?.text ?? ''}: it only reads with at most ${most === 1 ? 'one operand' : `${most} operands`}`,
  );
}
