import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { fail, type Instant, problem, StileError } from '#kernel';
import { addSecurity, assets, createRenderer, errorAnswer, type Page, securityHeaders } from '#web/kit';
import { agreementPage } from './pages/agreement-page.ts';
import { englishPage } from './pages/english-page.ts';
import { logPage } from './pages/log-page.ts';
import { picturePage } from './pages/picture-page.ts';
import { runPage } from './pages/run-page.ts';
import { nodePage, startPage } from './pages/start-page.ts';
import type { AgreementView, FileView, NodeView, RunView, SiteView } from './share-view.ts';
import { longTime } from './words.ts';

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
  const render = createRenderer();
  const send = (reply: FastifyReply, page: Page, checkedAt?: Instant) => {
    const when = checkedAt === undefined ? '' : ` Read and checked on ${longTime(checkedAt)}.`;
    return reply.type('text/html; charset=utf-8').send(
      render(page, {
        name: 'Stile',
        place: 'Records of data shared, for reading and checking',
        note: `These pages are served by Stile on this computer, for this computer only. They can only be read. They hold counts, digests and names of fields, never a value about a person.${when}`,
      }),
    );
  };

  const refuse = (reply: FastifyReply, error: unknown) => {
    const { status, page: shown, fault } = errorAnswer(error, [{ text: 'Start', href: '/' }]);
    if (fault) onFault(error);
    return send(reply.code(status), shown);
  };
  const app = Fastify({
    logger: false,
    routerOptions: { ignoreTrailingSlash: true },
    // Addresses that cannot be read never reach a hook or a handler of ours.
    frameworkErrors: (_error, _request, reply) => {
      reply.headers(securityHeaders);
      refuse(reply as FastifyReply, new StileError(problem('WEB_PAGE_NOT_FOUND', {})));
    },
  });
  addSecurity(app);

  for (const { path, type, file: source, edit } of assets()) {
    const body = edit(readFileSync(source, 'utf8'));
    app.get(path, (_, reply) => reply.type(type).send(body));
  }

  /** What is at an address, over a view read afresh. */
  const page = (path: string, make: (view: SiteView, params: Params) => Page) =>
    app.get<{ Params: Params }>(path, async ({ params }, reply) => {
      const view = await load(params.node);
      return send(reply, make(view, params), view.checkedAt);
    });
  const file = (path: string, find: (view: SiteView, params: Params) => readonly FileView[]) =>
    app.get<{ Params: Params }>(path, async ({ params }, reply) =>
      sendFile(reply, fileIn(find(await load(params.node), params), params)),
    );

  const ofAgreement = '/:node/agreements/:agreement';
  page('/', startPage);
  page('/:node', (view, params) => nodePage(nodeIn(view, params)));
  page('/:node/log', (view, params) => logPage(nodeIn(view, params)));
  page(ofAgreement, (view, params) => agreementPage(nodeIn(view, params), agreementIn(view, params)));
  page(`${ofAgreement}/picture`, (view, params) =>
    picturePage(nodeIn(view, params), agreementIn(view, params)),
  );
  page(`${ofAgreement}/english`, (view, params) =>
    englishPage(nodeIn(view, params), agreementIn(view, params)),
  );
  page(`${ofAgreement}/runs/:run`, (view, params) =>
    runPage(nodeIn(view, params), agreementIn(view, params), runIn(view, params), cannotShow),
  );
  file('/:node/log/files/:file', (view, params) => nodeIn(view, params).log.files);
  file(`${ofAgreement}/files/:file`, (view, params) => agreementIn(view, params).files);
  file(`${ofAgreement}/runs/:run/files/:file`, (view, params) => runIn(view, params).files);

  app.setNotFoundHandler((request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return fail('WEB_PAGE_NOT_FOUND', {});
    return fail('WEB_METHOD_REFUSED', { method: request.method });
  });
  app.setErrorHandler((error, _, reply) => refuse(reply, error));
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
