import type { ForeignMemory } from './imported.ts';

const longestTagChars = 100;

/** Each paragraph, list item and block of code is a memory of its own, filed under the headings above it. */
export function parseMarkdown(text: string): readonly ForeignMemory[] {
  const headings: string[] = [];
  const memories: ForeignMemory[] = [];
  for (const block of blocksOf(withoutFrontMatter(text.replaceAll('\r\n', '\n')))) {
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(block);
    if (heading?.[1] !== undefined && heading[2] !== undefined) {
      headings.length = Math.min(headings.length, heading[1].length - 1);
      headings.push(heading[2].slice(0, longestTagChars));
      continue;
    }
    const said = block.replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/, '').trim();
    if (/[\p{L}\p{N}]/u.test(said)) {
      memories.push({ kind: 'foreign', text: said, source: 'markdown', tags: [...headings] });
    }
  }
  return memories;
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '');
}

/* Lines that belong together: until an empty line, the next heading, or the next item at the margin. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  let inCode = false;
  const begin = (line: string): void => {
    open = [line];
    blocks.push(open);
  };
  for (const line of text.split('\n')) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (inCode || (isFence && open)) open?.push(line);
    else if (line.trim() === '') open = undefined;
    else if (!open || /^(?:#{1,6}\s|[-*+]\s|\d+[.)]\s)/.test(line)) begin(line);
    else open.push(line);
    if (isFence) inCode = !inCode;
    if (/^#{1,6}\s/.test(line) && !inCode) open = undefined;
  }
  return blocks.map((lines) => lines.join('\n'));
}
