import type { IncomingMessage } from 'node:http';
import type { Refuse } from './handle-error.ts';
import type { HttpParts } from './http-parts.ts';

/** What every way in needs that is answered before the framework. */
export interface BareParts extends Pick<
  HttpParts,
  'directory' | 'rateLimiter' | 'meter' | 'settings' | 'signIn'
> {
  readonly traceIdOf: (request: IncomingMessage) => string;
  readonly refuse: Refuse;
  readonly refuseWhileClosing: () => void;
}
