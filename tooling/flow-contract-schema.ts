import { z } from 'zod';
import {
  FlowAnswer,
  FlowCall,
  FlowDeclaration,
  FlowInnerCall,
  FlowProgress,
  FlowSettlement,
} from '../contract/src/index.ts';

const parts = {
  call: FlowCall,
  answer: FlowAnswer,
  settlement: FlowSettlement,
  progress: FlowProgress,
  inner_call: FlowInnerCall,
  declaration: FlowDeclaration,
};

/** The contract of flows as one JSON Schema, each part under its name in `$defs`. */
export function flowContractSchema(): object {
  const named = Object.entries(parts).map(([name, schema]) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    return [name, rest] as const;
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What a flow takes from Tutti, and gives back',
    description:
      'call: the body of the POST that a flow gets. answer: what it answers at once. settlement, progress and inner_call: what it posts to {callback.url}/settle, /progress and /call. declaration: what a workflow says of itself.',
    $defs: Object.fromEntries(named),
  };
}
