import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

type Params = Readonly<Record<string, SQLInputValue>>;

/** A prepared query that knows its parameters and its rows. */
export interface Query<Input extends Params, Row> {
  first(input: Input): Row | undefined;
  all(input: Input): Row[];
}

/** Prepares a query whose columns are those of `Row`: the one place where rows get their type. */
export function query<Input extends Params, Row>(db: DatabaseSync, sql: string): Query<Input, Row> {
  const statement = db.prepare(sql);
  return {
    first: (input) => statement.get(input) as Row | undefined,
    all: (input) => statement.all(input) as Row[],
  };
}

/** Prepares a change; it gives how many rows it touched. */
export function command<Input extends Params>(
  db: DatabaseSync,
  sql: string,
): (input: Input) => number {
  const statement = db.prepare(sql);
  return (input) => Number(statement.run(input).changes);
}

/** Fits a list into one parameter; SQL reads it with `json_each`. */
export function listParam(values: readonly string[]): string {
  // Half of a surrogate pair would be one text to JSON and another to SQLite.
  return JSON.stringify(values.map((value) => value.toWellFormed()));
}
