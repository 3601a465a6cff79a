import { z } from 'zod';
import type { JsonObject } from '../../platform/json.ts';

/* Passed on as it came: what the client makes of it is for its door. */
export const ToolResult = z.looseObject({}).transform((result) => result as JsonObject);
