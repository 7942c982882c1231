import type { FastifyInstance } from 'fastify';
import { fail } from '#kernel';

/**
 * Pages load two stylesheets and an icon from their own origin, and nothing else: no script, no form, no frame, no
 * inline style. Nothing is kept by the browser, because what a folder holds may change between two looks at it.
 */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** True for `localhost`, 127.0.0.0/8 and ::1. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** The name in a `Host` header, without its port and without the brackets of an IPv6 address. */
const nameOf = (hostHeader: string): string => hostHeader.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * Sets the headers on every answer, and answers only requests that were addressed to this machine by a loopback
 * name: a page elsewhere that points its own name here (DNS rebinding) is refused.
 */
export function addSecurity(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!isLoopback(nameOf(request.headers.host ?? ''))) fail('WEB_HOST_NAME_REFUSED', {});
  });
}
