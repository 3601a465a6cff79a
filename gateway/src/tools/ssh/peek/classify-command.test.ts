import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyCommand } from './classify-command.ts';
import { allEntries } from './table/command-table.ts';

const verdictOf = (command: string) => classifyCommand(command).kind;

describe('the command table', () => {
  it.each([...new Set(allEntries.flatMap(({ match }) => match))])('lets through: %s', (command) => {
    expect(classifyCommand(command)).toMatchObject({ kind: 'peek_ok' });
  });

  it.each([...new Set(allEntries.flatMap(({ notMatch }) => notMatch))])('holds back: %s', (command) => {
    expect(verdictOf(command)).not.toBe('peek_ok');
  });
});

void existsSync;
void readFileSync;
void path;
