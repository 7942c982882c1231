import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { fail } from '#kernel';
import { addSecurity, assets, createRenderer, errorAnswer, type Page } from '#web/kit';
import { agreementPage } from './pages/agreement-page.ts';
import { englishPage } from './pages/english-page.ts';
import { logPage } from './pages/log-page.ts';
import { picturePage } from './pages/picture-page.ts';
import { runPage } from './pages/run-page.ts';
import { nodePage, startPage } from './pages/start-page.ts';
import type { AgreementView, FileView, NodeView, RunView, SiteView } from './share-view.ts';

export interface SiteOptions {
  /**
   * Reads and verifies the folder, or one authority of it; called for each request, so that a page says what is true
   * in this moment.
   */
  readonly load: (node?: string) => Promise<SiteView>;
  /** What a disposal certificate cannot show, word for word. */
  readonly cannotShow: string;
  /** Told of a fault of ours: anything thrown that is not in the catalogue. */
  readonly onFault: (error: unknown) => void;
}

type Params = Readonly<Record<'node' | 'agreement' | 'run' | 'file', string>>;

/** The read-only pages over one folder of records, ready for `listen` or `inject`. */
export function nodeSite({ load, cannotShow, onFault }: SiteOptions): FastifyInstance {
  const app = Fastify({ logger: false, routerOptions: { ignoreTrailingSlash: true } });
  const render = createRenderer();
  addSecurity(app);

  const send = (reply: FastifyReply, page: Page) =>
    reply.type('text/html; charset=utf-8').send(
      render(page, {
        name: 'Stile',
        place: 'Records of one share, for reading and checking',
        note: 'These pages are served by Stile on this computer, for this computer only. They can only be read. They hold counts, digests and names of fields, never a value about a person.',
      }),
    );

  for (const { path, type, file, edit } of assets()) {
    const body = edit(readFileSync(file, 'utf8'));
    app.get(path, (_, reply) => reply.type(type).send(body));
  }

  /** A page or a file at an address, over a view read afresh. */
  const get = (path: string, answer: (view: SiteView, params: Params, reply: FastifyReply) => unknown) =>
    app.get<{ Params: Params }>(path, async (request, reply) =>
      answer(await load(request.params.node), request.params, reply),
    );

  get('/', (view, _, reply) => send(reply, startPage(view)));
  get('/:node', (view, params, reply) => send(reply, nodePage(nodeIn(view, params))));
  get('/:node/log', (view, params, reply) => send(reply, logPage(nodeIn(view, params))));
  get('/:node/log/files/:file', (view, params, reply) =>
    sendFile(reply, fileIn(nodeIn(view, params).log.files, params)),
  );
  get('/:node/agreements/:agreement', (view, params, reply) =>
    send(reply, agreementPage(nodeIn(view, params), agreementIn(view, params))),
  );
  get('/:node/agreements/:agreement/picture', (view, params, reply) =>
    send(reply, picturePage(nodeIn(view, params), agreementIn(view, params))),
  );
  get('/:node/agreements/:agreement/english', (view, params, reply) =>
    send(reply, englishPage(nodeIn(view, params), agreementIn(view, params))),
  );
  get('/:node/agreements/:agreement/files/:file', (view, params, reply) =>
    sendFile(reply, fileIn(agreementIn(view, params).files, params)),
  );
  get('/:node/agreements/:agreement/runs/:run', (view, params, reply) =>
    send(reply, runPage(nodeIn(view, params), agreementIn(view, params), runIn(view, params), cannotShow)),
  );
  get('/:node/agreements/:agreement/runs/:run/files/:file', (view, params, reply) =>
    sendFile(reply, fileIn(runIn(view, params).files, params)),
  );

  app.setNotFoundHandler((request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return fail('WEB_PAGE_NOT_FOUND', {});
    return fail('WEB_METHOD_REFUSED', { method: request.method });
  });
  app.setErrorHandler((error, _, reply) => {
    const { status, page, fault } = errorAnswer(error, [{ text: 'Start', href: '/' }]);
    if (fault) onFault(error);
    return send(reply.code(status), page);
  });
  return app;
}

const found = <T>(thing: T | undefined): T => thing ?? fail('WEB_PAGE_NOT_FOUND', {});

const nodeIn = (view: SiteView, { node }: Params): NodeView =>
  found(view.nodes.find(({ id }) => id === node));

const agreementIn = (view: SiteView, params: Params): AgreementView =>
  found(nodeIn(view, params).agreements.find(({ id }) => id === params.agreement));

const runIn = (view: SiteView, params: Params): RunView =>
  found(agreementIn(view, params).runs.find(({ run }) => String(run) === params.run));

const fileIn = (files: readonly FileView[], { file }: Params): FileView =>
  files.find(({ name }) => name === file) ?? fail('WEB_FILE_NOT_FOUND', { name: file });

/** As an attachment, so that no browser draws what a document holds. Names are ours: letters, digits, dots, hyphens. */
const sendFile = (reply: FastifyReply, { name, type, bytes }: FileView) =>
  reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '_')}"`)
    .send(Buffer.from(bytes));
