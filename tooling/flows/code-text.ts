import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { format } from 'oxfmt';

const folder = path.join(import.meta.dirname, 'code');
const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts'));
const texts = new Map(
  await Promise.all(files.map(async (file) => [file, await withoutTypes(file)] as const)),
);

/**
 * What stands in a Code node: the functions of files in `code/`, and a last line that uses them.
 * n8n has no modules there, so each node carries what it needs.
 */
export function codeText(names: readonly string[], last: string): string {
  const parts = names.map((name) => {
    const text = texts.get(`${name}.ts`);
    if (text === undefined) throw new Error(`there is no code/${name}.ts`);
    return text;
  });
  return [...parts, last].join('\n');
}

async function withoutTypes(file: string): Promise<string> {
  const source = stripTypeScriptTypes(readFileSync(path.join(folder, file), 'utf8'))
    .replace(/^import [^;]*;/gm, '')
    .replace(/^export (?=(async )?function|const)/gm, '');
  const { code, errors } = await format(file.replace('.ts', '.js'), source, {
    printWidth: 90,
    singleQuote: true,
  });
  if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`);
  return code.trim();
}
