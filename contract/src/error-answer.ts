import { z } from 'zod';
import { ErrorBody } from './error-code.ts';

/** How a call fails whose answer is not an `Answer`. */
export const ErrorAnswer = z.object({ error: ErrorBody, trace_id: z.string() });
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
