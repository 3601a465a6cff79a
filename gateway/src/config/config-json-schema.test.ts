import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configJsonSchema } from './config-json-schema.ts';

const schema = z.fromJSONSchema(configJsonSchema());

describe('configJsonSchema', () => {
  it.each([
    [{ port: 9000, limits: { wait_s: 2.5 } }, true],
    [{ port: '${PORT}' }, true],
    [{ port: 70_000 }, false],
    [{ port: 'http' }, false],
    [{ prot: 1 }, false],
  ])('judges as the gateway does: %o', (config, good) => {
    expect(schema.safeParse(config).success).toBe(good);
  });
});
