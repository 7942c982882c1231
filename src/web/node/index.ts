export { type ServeOptions, type Serving, serveNode } from './serve.ts';
