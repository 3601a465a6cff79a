import { describe, expect, it } from 'vitest';
import { describeIntent } from './intents.ts';

describe('describeIntent', () => {
  it('tells what goes in and gives commands to copy', () => {
    const text = describeIntent(
      {
        name: 'memory.write',
        title: 'Remember',
        description: 'Stores something.',
        effect: 'write',
        engine: 'agent',
        repeat: 'never',
        resource: 'memory',
        inputs: {
          type: 'object',
          properties: {
            text: { type: 'string', description: 'What to remember.' },
            tags: { type: 'array', default: [] },
            speaker_id: { type: 'string' },
          },
          required: ['text'],
        },
        outputs: {},
        examples: [
          {
            say: 'Remember it',
            inputs: { text: "it's here", tags: ['a', 'b'], n: 1, x: { y: 1 } },
          },
        ],
      },
      (_format, text) => text,
    );
    expect(text.split('\n')).toEqual([
      'memory.write  write  agent',
      'Stores something.',
      '',
      '  text        string  required    What to remember.',
      '  tags        array   default []',
      '  speaker_id  string  optional',
      '',
      '# Remember it',
      String.raw`  tutti call memory.write 'text=it'\''s here' tags=a,b n=1 'x:={"y":1}'`,
    ]);
  });
});
