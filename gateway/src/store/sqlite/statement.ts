import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

type Params = Readonly<Record<string, SQLInputValue>>;

/** A prepared query that knows its parameters and its rows. */
export interface Query<Input extends Params, Row> {
  first(input: Input): Row | undefined;
  all(input: Input): Row[];
}

/** Prepares a query whose columns are those of `Row`: the one place where rows get their type. */
export function query<Input extends Params, Row>(db: DatabaseSync, sql: string): Query<Input, Row> {
  const { statement, inOrder } = prepare(db, sql);
  return {
    first: (input) => statement.get(...inOrder(input)) as Row | undefined,
    all: (input) => statement.all(...inOrder(input)) as Row[],
  };
}

/** Prepares a change; it gives how many rows it touched. */
export function command<Input extends Params>(
  db: DatabaseSync,
  sql: string,
): (input: Input) => number {
  const { statement, inOrder } = prepare(db, sql);
  return (input) => Number(statement.run(...inOrder(input)).changes);
}

/** Prepares a query whose rows are taken one by one, of any number. */
export function eachRow<Input extends Params, Row>(
  db: DatabaseSync,
  sql: string,
): (input: Input) => Iterable<Row> {
  const { statement, inOrder } = prepare(db, sql);
  return (input) => statement.iterate(...inOrder(input)) as Iterable<Row>;
}

/** Fits a list into one parameter; SQL reads it with `json_each`. */
export function listParam(values: readonly string[]): string {
  // Half of a surrogate pair would be one text to JSON and another to SQLite.
  return JSON.stringify(values.map((value) => value.toWellFormed()));
}

/* SQLite looks a name up by comparing it with every other one, at each call; numbers it finds at once. */
function prepare(
  db: DatabaseSync,
  sql: string,
): { statement: StatementSync; inOrder: (input: Params) => SQLInputValue[] } {
  const names: string[] = [];
  const numbered = sql.replaceAll(/:([a-z_]+)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `?${names.indexOf(name) + 1}`;
  });
  return {
    statement: db.prepare(numbered),
    inOrder: (input) => names.map((name) => input[name] ?? null),
  };
}
