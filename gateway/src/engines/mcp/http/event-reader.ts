/** One event of a stream (text/event-stream). */
export interface StreamEvent {
  readonly data: string;
  readonly event: string;
}

/** Reads events out of a stream as its pieces come, and remembers where it could be taken up again. */
export interface EventReader {
  /** Undefined where what was sent has become too long to be an event. */
  take(piece: string): readonly StreamEvent[] | undefined;
  /** The id of the last event that had one. */
  lastId(): string | undefined;
  /** How long the server wants to be left alone before the stream is taken up again. */
  retryMs(): number | undefined;
}

export function createEventReader(longestChars: number): EventReader {
  let rest = '';
  let openChars = 0;
  let lastId: string | undefined;
  let retryMs: number | undefined;
  let open: { data: string[]; event: string } = { data: [], event: 'message' };

  const takeLine = (line: string): StreamEvent | undefined => {
    if (line === '') {
      const { data, event } = open;
      open = { data: [], event: 'message' };
      openChars = 0;
      return data.length === 0 ? undefined : { data: data.join('\n'), event };
    }
    openChars += line.length;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') open.data.push(value);
    else if (field === 'event') open.event = value;
    else if (field === 'id') lastId = value;
    else if (field === 'retry' && /^\d{1,9}$/.test(value)) retryMs = Number(value);
    return undefined;
  };

  return {
    take(piece) {
      const text = rest + piece;
      /* What follows may be the other half of the end of a line. */
      const until = text.endsWith('\r') ? text.length - 1 : text.length;
      const lines = text.slice(0, until).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + text.slice(until);
      const events = lines.flatMap((line) => takeLine(line) ?? []);
      return openChars + rest.length > longestChars ? undefined : events;
    },
    lastId: () => lastId,
    retryMs: () => retryMs,
  };
}
