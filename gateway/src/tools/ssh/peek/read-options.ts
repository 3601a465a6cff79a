import type { CallContext, OptionShape, ValueKind } from './command-shape.ts';
import { judgeValue, restOfWord } from './judge-value.ts';
import { hasGlob, type ShellWord } from './shell-line.ts';
import { confirmBecause, type Refusal } from './verdict.ts';

export interface ReadOptions {
  /** Options in order, each with the value it was given. */
  readonly options: readonly GivenOption[];
  readonly operands: readonly ShellWord[];
  /** How many words were read; fewer than there are only where reading stops at the first operand. */
  readonly used: number;
}

export interface GivenOption {
  readonly name: string;
  readonly value?: string;
}

interface Reading {
  readonly shape: OptionShape;
  readonly context: CallContext;
  readonly words: readonly ShellWord[];
  readonly options: GivenOption[];
  readonly operands: ShellWord[];
  at: number;
}

interface Limits {
  readonly stopAtOperand?: boolean;
}

/** Splits words into options and operands as GNU programs do, and refuses what the shape does not list. */
export function readOptions(
  words: readonly ShellWord[],
  shape: OptionShape,
  context: CallContext,
  { stopAtOperand = false }: Limits = {},
): ReadOptions | Refusal {
  const reading: Reading = { shape, context, words, options: [], operands: [], at: 0 };
  for (; reading.at < words.length; reading.at += 1) {
    const word = words[reading.at];
    if (word === undefined) break;
    if (word.text === '--' && !stopAtOperand) {
      reading.operands.push(...words.slice(reading.at + 1));
      reading.at = words.length;
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      if (stopAtOperand) break;
      reading.operands.push(word);
      continue;
    }
    const refusal = readOption(reading, word);
    if (refusal) return refusal;
  }
  return { options: reading.options, operands: reading.operands, used: reading.at };
}

function readOption(reading: Reading, word: ShellWord): Refusal | undefined {
  const { shape, options } = reading;
  const written = word.text;
  if (word.pieces[0]?.kind !== 'text') return confirmBecause(`${written} is no plain option`);
  if (shape.longExact?.includes(written) === true && isPureText(word)) {
    options.push({ name: written });
    return undefined;
  }
  if (shape.numeric === true && /^-\d{1,9}$/.test(written) && isPureText(word)) {
    options.push({ name: '-0', value: written.slice(1) });
    return undefined;
  }
  /* `-in FILE`: a whole word behind one dash. */
  const own = written.length > 2 && isPureText(word) ? shape.valueOptions?.[written] : undefined;
  if (own !== undefined && !written.startsWith('--')) return takeNext(reading, written, own);
  return written.startsWith('--') ? readLong(reading, word) : readBundle(reading, word);
}

function readLong(reading: Reading, word: ShellWord): Refusal | undefined {
  const { shape } = reading;
  const equals = word.text.indexOf('=');
  const name = equals === -1 ? word.text : word.text.slice(0, equals);
  const kind = shape.valueOptions?.[name];
  const joined = shape.joinedValues?.[name];
  if (equals !== -1 && (kind ?? joined) !== undefined) {
    return takeValue(reading, { name, word: restOfWord(word, equals + 1), kind: kind ?? joined });
  }
  if (equals === -1 && joined !== undefined && isPureText(word)) {
    reading.options.push({ name });
    return undefined;
  }
  if (equals === -1 && kind !== undefined && isPureText(word)) return takeNext(reading, name, kind);
  return unknownOption(name);
}

/** `-lan5`: letters without a value, then at most one with. */
function readBundle(reading: Reading, word: ShellWord): Refusal | undefined {
  const first = word.pieces[0];
  const letters = first?.kind === 'text' ? first.text : '';
  for (let index = 1; index < letters.length; index += 1) {
    const name = `-${letters.charAt(index)}`;
    const rest = restOfWord(word, index + 1);
    const kind = reading.shape.valueOptions?.[name];
    const joined = reading.shape.joinedValues?.[name];
    if (joined !== undefined && rest.pieces.length > 0) {
      return takeValue(reading, { name, word: rest, kind: joined });
    }
    if (kind !== undefined) {
      if (rest.pieces.length > 0) return takeValue(reading, { name, word: rest, kind });
      return takeNext(reading, name, kind);
    }
    if (joined === undefined && reading.shape.switches?.includes(name.slice(1)) !== true) {
      return unknownOption(name, word.text);
    }
    reading.options.push({ name });
  }
  return isPureText(word) ? undefined : confirmBecause(`${word.text} is no plain option`);
}

function takeNext(reading: Reading, name: string, kind: ValueKind): Refusal | undefined {
  const word = reading.words[reading.at + 1];
  if (word === undefined) return confirmBecause(`${name} lacks its value`);
  reading.at += 1;
  return takeValue(reading, { name, word, kind });
}

interface Given {
  readonly name: string;
  readonly word: ShellWord;
  readonly kind: ValueKind | undefined;
}

function takeValue(reading: Reading, { name, word, kind }: Given): Refusal | undefined {
  if (kind === undefined) return unknownOption(name);
  if (hasGlob(word)) return confirmBecause(`${word.text} may become several words: quote it`);
  const refusal = judgeValue(word, kind, reading.context);
  if (!refusal) reading.options.push({ name, value: word.text });
  return refusal && { kind: refusal.kind, reason: `${name}: ${refusal.reason}` };
}

function unknownOption(name: string, written = name): Refusal {
  const where = written === name ? '' : ` (in ${written})`;
  return confirmBecause(`${name}${where} is not among the options known to only read`);
}

function isPureText({ pieces }: ShellWord): boolean {
  return pieces.every((piece) => piece.kind === 'text');
}
