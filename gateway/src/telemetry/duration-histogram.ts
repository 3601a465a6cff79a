/** Counts durations by up to three labels, and writes them in Prometheus text format. */
export interface DurationHistogram {
  observe(labels: Labels, seconds: number): void;
  exposition(): string;
}

/** Values in the order of the label names. */
type Labels = readonly [string, string, string];

interface DurationHistogramOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  /** Upper bounds in seconds, ascending. */
  readonly buckets: readonly number[];
}

/** Combinations of labels kept apart; further ones share "other": a flood of names must not fill the memory. */
const mostSeries = 5000;

/**
 * Does what prom-client's histogram does in a tenth of its time, since it runs with every call:
 * series are found by nested maps instead of a text made of all labels.
 */
export function createDurationHistogram(options: DurationHistogramOptions): DurationHistogram {
  const { name, help, buckets } = options;
  const tree = new Map<string, Map<string, Map<string, Series>>>();
  const all: Series[] = [];

  function seriesFor(labels: Labels): Series {
    const known = findSeries(labels);
    if (known !== undefined) return known;
    if (all.length < mostSeries) return addSeries(labels);
    return findSeries(otherLabels) ?? addSeries(otherLabels);
  }

  function findSeries([first, second, third]: Labels): Series | undefined {
    return tree.get(first)?.get(second)?.get(third);
  }

  function addSeries(labels: Labels): Series {
    const [first, second, third] = labels;
    const series = { labels, counts: new Float64Array(buckets.length + 1), sum: 0 };
    const branch = getOrAdd(tree, first, () => new Map<string, Map<string, Series>>());
    getOrAdd(branch, second, () => new Map<string, Series>()).set(third, series);
    all.push(series);
    return series;
  }

  return {
    observe(labels, seconds) {
      const series = seriesFor(labels);
      series.sum += seconds;
      const bucket = bucketOf(buckets, seconds);
      series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    },
    exposition() {
      const head = `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`;
      return head + all.map((series) => seriesText(series, options)).join('');
    },
  };
}

const otherLabels: Labels = ['other', 'other', 'other'];

interface Series {
  readonly labels: Labels;
  /** Of each bucket alone; the last is what exceeds every bound. */
  readonly counts: Float64Array;
  sum: number;
}

function bucketOf(buckets: readonly number[], seconds: number): number {
  const index = buckets.findIndex((bound) => seconds <= bound);
  return index === -1 ? buckets.length : index;
}

function seriesText({ labels, counts, sum }: Series, options: DurationHistogramOptions): string {
  const { name, labelNames, buckets } = options;
  const own = labelNames
    .map((label, index) => `${label}="${escaped(labels[index] ?? '')}"`)
    .join(',');
  let total = 0;
  let text = '';
  for (const [index, count] of counts.entries()) {
    total += count;
    text += `${name}_bucket{${own},le="${buckets[index] ?? '+Inf'}"} ${total}\n`;
  }
  return `${text}${name}_sum{${own}} ${sum}\n${name}_count{${own}} ${total}\n`;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
