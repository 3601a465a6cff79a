import { CALL, defineFlow } from './frame.ts';
import { code } from './nodes.ts';

/** The template: what every flow has around its work, and two Code nodes where the work goes. */
export const myFlow = defineFlow(
  {
    intent: 'my.flow',
    description: 'Says hello. Replace this sentence by what your flow does; models choose by it.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 100, description: 'Who is greeted.' },
      },
    },
    outputs: { type: 'object', properties: { greeting: { type: 'string' } } },
    effect: 'write',
    dry_run: true,
    deadline_s: 120,
    examples: [{ say: 'Greet Grace', inputs: { name: 'Grace' } }],
  },
  { answersLater: true, changing: ['Do it'] },
  ({ graph, preview, run }) => [
    graph.add(
      preview,
      code(
        'Say what would happen',
        [],
        [
          `const { name } = ${CALL}.inputs;`,
          `return [{`,
          `  json: {`,
          `    result: { dry_run: true, note: \`\${name} would be greeted.\`, would_greet: name },`,
          `    plan: { name },`,
          `  },`,
          `}];`,
        ].join('\n'),
      ),
    ),
    graph.add(
      run,
      code(
        'Do it',
        [],
        [
          `const { plan, inputs } = ${CALL};`,
          `const { name } = plan ?? inputs;`,
          `return [{ json: { result: { greeting: \`Hello, \${name}!\` } } }];`,
        ].join('\n'),
      ),
    ),
  ],
);
