export { type ServeOptions, type Serving, serveNode } from './serve.ts';
export { nodeSite, type SiteOptions } from './site.ts';
