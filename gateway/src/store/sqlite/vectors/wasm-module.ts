/** Code of a WebAssembly function: bytes, nested as the expressions are. */
export type Code = readonly (number | Code)[];

export type ValueType = 'i32' | 'v128';

export interface WasmFunction {
  readonly name: string;
  /** All of type i32. */
  readonly params: readonly string[];
  readonly locals: Readonly<Record<string, ValueType>>;
  readonly body: (code: Names) => Code;
}

/** Local variables of a function by the name they were declared with. */
export interface Names {
  get(name: string): Code;
  set(name: string, value: Code): Code;
  /** Runs `body` while `condition` is not 0. */
  loopWhile(condition: Code, body: Code): Code;
}

const typeBytes = { i32: 0x7f, v128: 0x7b } as const;
const end = 0x0b;
const noResult = 0x40;

/**
 * The bytes of a module with these functions. It takes its memory from outside (`env.memory`) and
 * exports each function. https://webassembly.github.io/spec/core/binary/modules.html
 */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [
    0x60,
    vector(params.map(() => typeBytes.i32)),
    vector([]),
  ]);
  const code: Code = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, types),
    section(2, [[text('env'), text('memory'), 0x02, 0x00, 1]]),
    section(
      3,
      functions.map((_, at) => unsigned(at)),
    ),
    section(
      7,
      functions.map(({ name }, at) => [text(name), 0x00, unsigned(at)]),
    ),
    section(10, functions.map(functionBody)),
  ];
  return Uint8Array.from(flat(code));
}

export const i32 = {
  value: (number: number): Code => [0x41, signed(number)],
  add: (a: Code, b: Code): Code => [a, b, 0x6a],
  subtract: (a: Code, b: Code): Code => [a, b, 0x6b],
  multiply: (a: Code, b: Code): Code => [a, b, 0x6c],
  load: (address: Code): Code => [address, 0x28, 2, 0],
  /** Of 2 bytes, unsigned. */
  load16: (address: Code): Code => [address, 0x2f, 1, 0],
  /** 1 where `a` is below `b`, both unsigned; otherwise 0. */
  isBelow: (a: Code, b: Code): Code => [a, b, 0x49],
  store: (address: Code, value: Code): Code => [address, value, 0x36, 2, 0],
  store16: (address: Code, value: Code): Code => [address, value, 0x3b, 1, 0],
};

/* Instructions on 16 bytes at once have a prefix before their number. */
const simd = (opcode: number): Code => [0xfd, unsigned(opcode)];

export const v128 = {
  zero: [simd(0x0c), Array.from({ length: 16 }, () => 0)] satisfies Code,
  load: (address: Code): Code => [address, simd(0x00), 0, 0],
  xor: (a: Code, b: Code): Code => [a, b, simd(0x51)],
  /** Set bits of each byte. */
  countBits: (a: Code): Code => [a, simd(0x62)],
  /** Neighbours added: 16 unsigned bytes become 8 numbers. */
  pairBytes: (a: Code): Code => [a, simd(0x7d)],
  /** Neighbours added: 8 signed numbers of 16 bits become 4 of 32. */
  pairShorts: (a: Code): Code => [a, simd(0x7e)],
  addShorts: (a: Code, b: Code): Code => [a, b, simd(0x8e)],
  addInts: (a: Code, b: Code): Code => [a, b, simd(0xae)],
  /** The products of the lower and of the upper 8 signed bytes, as numbers of 16 bits. */
  multiplyLow: (a: Code, b: Code): Code => [a, b, simd(0x9c)],
  multiplyHigh: (a: Code, b: Code): Code => [a, b, simd(0x9d)],
  /** The sum of 4 numbers of 32 bits. */
  sumOfInts: (a: Code): Code =>
    [0, 1, 2, 3]
      .map((lane): Code => [a, simd(0x1b), lane])
      .reduce((sum, lane) => i32.add(sum, lane)),
};

function functionBody({ params, locals, body }: WasmFunction): Code {
  const names = [...params, ...Object.keys(locals)];
  const at = (name: string) => unsigned(names.indexOf(name));
  const code = body({
    get: (name) => [0x20, at(name)],
    set: (name, value) => [value, 0x21, at(name)],
    loopWhile: (condition, inner) => [
      [0x02, noResult, 0x03, noResult],
      [condition, 0x45, 0x0d, 1],
      [inner, 0x0c, 0],
      [end, end],
    ],
  });
  const declared = Object.values(locals).map((type): Code => [1, typeBytes[type]]);
  const bytes = flat([vector(declared), code, end]);
  return [unsigned(bytes.length), bytes];
}

function section(id: number, items: readonly Code[]): Code {
  const bytes = flat(vector(items));
  return [id, unsigned(bytes.length), bytes];
}

function vector(items: Code): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  return vector([...Buffer.from(value)]);
}

/** LEB128, as all numbers in a module. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, signed(value >> 7)];
}

function flat(code: Code): number[] {
  return code.flatMap((part) => (typeof part === 'number' ? part : flat(part)));
}
