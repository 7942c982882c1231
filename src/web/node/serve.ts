import { fail } from '#kernel';
import type { Services } from '#node';
import { CANNOT_SHOW } from '#transparency';
import { isLoopback } from '#web/kit';
import { loadSite } from './load-site.ts';
import { nodeSite } from './site.ts';

export interface ServeOptions {
  /** A node's folder, or a folder whose direct subfolders include nodes' folders. */
  readonly folder: string;
  /** A loopback name or address. */
  readonly host: string;
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
  readonly services: Services;
  /** Told of faults of ours, which no page shows. */
  readonly onFault: (error: unknown) => void;
}

export interface Serving {
  /** Where to look. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the read-only pages until closed. The folder is read once before the first request, so that a wrong one is
 * told at once. Throws `WEB_HOST_NOT_LOOPBACK`, `WEB_PORT_INVALID`, `WEB_PORT_TAKEN`, `WEB_NO_NODE_FOLDER`.
 */
export async function serveNode({ folder, host, port, services, onFault }: ServeOptions): Promise<Serving> {
  if (!isLoopback(host)) fail('WEB_HOST_NOT_LOOPBACK', { host });
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('WEB_PORT_INVALID', { port });
  const load = (node?: string) => loadSite(folder, services, node);
  await load();
  const app = nodeSite({ load, cannotShow: CANNOT_SHOW, onFault });
  try {
    await app.listen({ host, port });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('WEB_PORT_TAKEN', { port, host, reason }, { cause: error });
  }
  const address = app.server.address();
  const taken = address === null || typeof address === 'string' ? port : address.port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`, close: () => app.close() };
}
