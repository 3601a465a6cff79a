/** What a command writes to one stream: its beginning is kept, the rest is counted. */
export interface KeptOutput {
  add(data: Buffer): void;
  readonly totalBytes: number;
  readonly isTruncated: boolean;
  /** As UTF-8, never cut inside of a character. */
  text(): string;
  /** The end of what came in last, for showing how far it is. */
  lastLine(): string;
}

const lookedBackBytes = 2048;

export function createKeptOutput(maxBytes: number): KeptOutput {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let totalBytes = 0;
  let latest: Buffer = Buffer.alloc(0);
  return {
    add(data) {
      totalBytes += data.length;
      latest = data.length >= lookedBackBytes ? data : Buffer.concat([latest, data]);
      latest = latest.subarray(-lookedBackBytes);
      const room = maxBytes - keptBytes;
      if (room <= 0) return;
      const head = data.subarray(0, room);
      kept.push(head);
      keptBytes += head.length;
    },
    get totalBytes() {
      return totalBytes;
    },
    get isTruncated() {
      return totalBytes > keptBytes;
    },
    text() {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return decoder.decode(Buffer.concat(kept), { stream: totalBytes > keptBytes });
    },
    lastLine() {
      const lines = latest.toString('utf8').split(/[\r\n]+/);
      return lines.findLast((line) => line.trim() !== '') ?? '';
    },
  };
}
