import { matching } from '../command-shape.ts';

const port = String.raw`:[\w-]*`;
const states =
  'established|syn-sent|syn-recv|fin-wait-[12]|time-wait|close-wait|closed|last-ack|listening|closing|connected|synchronized|bucket|big|all';
const signs = String.raw`and|or|not|eq|neq|ne|ge|le|gt|lt|[&|!]{1,2}|[=!<>]?=|<|>|\(|\)`;
const numbers = String.raw`[\d.]+(\/\d+)?(${port})?|\[[\da-f:]+\](\/\d+)?(${port})?|\*?${port}|\d+`;
const term = `(state|exclude|sport|dport|src|dst|${states}|${signs}|${numbers})`;

/** What `ss` shows only. Addresses in numbers: a name would be looked up, and that leaves the house. */
export const socketFilter = matching(
  new RegExp(String.raw`^\(*${term}([ ()]+${term})*\)*$`),
  'a filter with addresses in numbers',
);
