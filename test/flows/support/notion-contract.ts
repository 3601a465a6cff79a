import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: string[];
}

export interface NotionContract {
  readonly url: string;
  readonly pages: Page[];
  close(): Promise<void>;
}

/** The database that `notes.sync` is pointed at. */
export const NOTION_DATABASE = '1f0e8a5c2b3d4e5f8a9b0c1d2e3f4a5b';

/**
 * Not Notion, and no emulator of it: answers the five calls that n8n's Notion node makes for
 * `notes.sync`, in the form that Notion documents, and keeps the pages in memory.
 */
export async function startNotionContract(): Promise<NotionContract> {
  const pages: Page[] = [];
  const server = createServer((req, res) => {
    void bodyOf(req).then((body) => {
      const answer = answerOf(pages, `${req.method} ${req.url}`, body);
      res.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify(
          answer ?? { object: 'error', status: 404, message: `Could not find ${req.url}` },
        ),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    async close() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Body {
  properties?: Record<string, { title?: { text: { content: string } }[] }>;
  children?: { paragraph?: { text?: RichText; rich_text?: RichText } }[];
}
type RichText = { text?: { content: string } }[];

function answerOf(pages: Page[], call: string, body: Body): object | undefined {
  const path = call.replace(/-/g, '');
  if (path === `GET /v1/databases/${NOTION_DATABASE}`) {
    return {
      object: 'database',
      id: NOTION_DATABASE,
      properties: { Name: { id: 'title', type: 'title', title: {} } },
    };
  }
  if (path === `POST /v1/databases/${NOTION_DATABASE}/query`) {
    return {
      object: 'list',
      results: pages.map((page) => pageJson(page)),
      has_more: false,
      next_cursor: null,
    };
  }
  if (path === 'POST /v1/pages') {
    const title = body.properties?.['Name']?.title?.[0]?.text.content ?? '';
    const page = {
      id: `page${pages.length + 1}`.padEnd(32, '0'),
      title,
      paragraphs: textsOf(body),
    };
    pages.push(page);
    return pageJson(page);
  }
  const children = /^(GET|PATCH) \/v1\/blocks\/(\w+)\/children/.exec(path);
  const page = pages.find(({ id }) => id === children?.[2]);
  if (page === undefined) return undefined;
  if (children?.[1] === 'PATCH') page.paragraphs.push(...textsOf(body));
  return {
    object: 'list',
    results: page.paragraphs.map((text, index) => blockJson(page, { text, index })),
    has_more: false,
    next_cursor: null,
  };
}

function textsOf({ children = [] }: Body): string[] {
  return children.map(({ paragraph }) =>
    (paragraph?.rich_text ?? paragraph?.text ?? []).map(({ text }) => text?.content ?? '').join(''),
  );
}

function pageJson({ id, title }: Page) {
  return {
    object: 'page',
    id,
    url: `https://www.notion.so/${id}`,
    icon: null,
    cover: null,
    parent: { type: 'database_id', database_id: NOTION_DATABASE },
    properties: {
      Name: {
        id: 'title',
        type: 'title',
        title: [{ type: 'text', text: { content: title }, plain_text: title }],
      },
    },
  };
}

function blockJson(page: Page, { text, index }: { text: string; index: number }) {
  const rich_text = [{ type: 'text', text: { content: text }, plain_text: text }];
  return {
    object: 'block',
    id: `${page.id}-${index}`,
    type: 'paragraph',
    has_children: false,
    paragraph: { rich_text, text: rich_text },
  };
}

async function bodyOf(req: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}
