import { destination as fileDestination, pino, stdTimeFunctions } from 'pino';
import type { DestinationStream } from 'pino';
import type { Logger } from '../platform/logger.ts';
import { cleanLine } from './clean-line.ts';
import { redactFields } from './redact-fields.ts';

export interface PinoLoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** A file descriptor, or what takes the lines; standard output if absent. */
  readonly destination?: number | DestinationStream;
}

/** One line of JSON an event. Lines are gathered for up to 200 ms, and written out when the process ends. */
export function createPinoLogger({ level, destination = 1 }: PinoLoggerOptions): Logger {
  const stream = typeof destination === 'number' ? bufferedOutput(destination) : destination;
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      serializers: { err: (err: unknown) => err },
      hooks: { streamWrite: cleanLine },
    },
    stream,
  );
}

function bufferedOutput(fd: number): DestinationStream {
  return fileDestination({
    dest: fd,
    sync: false,
    minLength: 4096,
    periodicFlush: 200,
    // Where nobody reads the output, lines are dropped before memory is.
    maxLength: 16 * 1024 * 1024,
  });
}
