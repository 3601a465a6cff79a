import { i32, v128, wasmModule, type Code, type Names, type WasmFunction } from './wasm-module.ts';

/** The loops that a search spends its time in. All arguments are byte addresses and counts. */
export interface VectorKernels {
  /** For each row how many bits differ from `query` (2 bytes each to `out`), and how many rows have each distance. */
  countDifferingBits(
    query: number,
    rows: number,
    count: number,
    rowBytes: number,
    out: number,
    histogram: number,
  ): void;
  /**
   * The numbers of rows (4 bytes each to `out`) whose distance, of 2 bytes each, is at least `from` and below `from + width`.
   * Leaves at `end` where the last of them ends; `out` has room for all rows.
   */
  pickRows(
    distances: number,
    count: number,
    from: number,
    width: number,
    out: number,
    end: number,
  ): void;
  /** For each row that `picks` names (4 bytes each) its product with `query`, both of signed bytes but -128. */
  multiplyPicked(
    query: number,
    rows: number,
    picks: number,
    count: number,
    rowBytes: number,
    out: number,
  ): void;
}

/** Rows are read 16 bytes at a time, so their length must be a multiple of that. */
export const rowAlignment = 16;

export function createVectorKernels(memory: WebAssembly.Memory): VectorKernels {
  const module = new WebAssembly.Module(wasmModule([countDifferingBits, pickRows, multiplyPicked]));
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return instance.exports as VectorKernels;
}

const countDifferingBits: WasmFunction = {
  name: 'countDifferingBits',
  params: ['query', 'rows', 'count', 'rowBytes', 'out', 'histogram'],
  locals: { at: 'i32', distance: 'i32', bin: 'i32', sum: 'v128' },
  body: (code) => {
    const { get, set, loopWhile } = code;
    const chunk = v128.countBits(v128.xor(queryChunk(code), rowChunk(code)));
    return loopWhile(get('count'), [
      set('sum', v128.zero),
      eachChunk(code, set('sum', v128.addShorts(get('sum'), v128.pairBytes(chunk)))),
      /* At most 8192 bits: no sum of 16 bits becomes negative. */
      set('distance', v128.sumOfInts(v128.pairShorts(get('sum')))),
      i32.store16(get('out'), get('distance')),
      set('bin', i32.add(get('histogram'), i32.multiply(get('distance'), i32.value(4)))),
      i32.store(get('bin'), i32.add(i32.load(get('bin')), i32.value(1))),
      set('rows', i32.add(get('rows'), get('rowBytes'))),
      step(code, 'out', 2),
      step(code, 'count', -1),
    ]);
  },
};

const pickRows: WasmFunction = {
  name: 'pickRows',
  params: ['distances', 'count', 'from', 'width', 'out', 'end'],
  locals: { row: 'i32', isPicked: 'i32' },
  body: (code) => {
    const { get, set, loopWhile } = code;
    const distance = i32.load16(get('distances'));
    return [
      loopWhile(get('count'), [
        set('isPicked', i32.isBelow(i32.subtract(distance, get('from')), get('width'))),
        /* Whatever is not picked is written over by the next. */
        i32.store(get('out'), get('row')),
        set('out', i32.add(get('out'), i32.multiply(get('isPicked'), i32.value(4)))),
        step(code, 'row', 1),
        step(code, 'distances', 2),
        step(code, 'count', -1),
      ]),
      i32.store(get('end'), get('out')),
    ];
  },
};

const multiplyPicked: WasmFunction = {
  name: 'multiplyPicked',
  params: ['query', 'allRows', 'picks', 'count', 'rowBytes', 'out'],
  locals: { at: 'i32', rows: 'i32', sum: 'v128' },
  body: (code) => {
    const { get, set, loopWhile } = code;
    const [a, b] = [queryChunk(code), rowChunk(code)];
    /* 2 x 127 x 127 fits into 16 bits. */
    const products = v128.addShorts(v128.multiplyLow(a, b), v128.multiplyHigh(a, b));
    const pick = i32.load(get('picks'));
    return loopWhile(get('count'), [
      set('rows', i32.add(get('allRows'), i32.multiply(pick, get('rowBytes')))),
      set('sum', v128.zero),
      eachChunk(code, set('sum', v128.addInts(get('sum'), v128.pairShorts(products)))),
      i32.store(get('out'), v128.sumOfInts(get('sum'))),
      step(code, 'picks', 4),
      step(code, 'out', 4),
      step(code, 'count', -1),
    ]);
  },
};

function eachChunk(code: Names, body: Code): Code {
  const { get, set, loopWhile } = code;
  const left = i32.subtract(get('rowBytes'), get('at'));
  return [set('at', i32.value(0)), loopWhile(left, [body, step(code, 'at', rowAlignment)])];
}

function queryChunk({ get }: Names): Code {
  return v128.load(i32.add(get('query'), get('at')));
}

function rowChunk({ get }: Names): Code {
  return v128.load(i32.add(get('rows'), get('at')));
}

function step({ get, set }: Names, name: string, by: number): Code {
  return set(name, i32.add(get(name), i32.value(by)));
}
