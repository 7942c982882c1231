export { type Asset, assets } from './assets.ts';
export { type ErrorAnswer, errorAnswer } from './error-page.ts';
export type { FlowCard, FlowDiagram, FlowItem, FlowKind } from './flow-picture.ts';
export { drawFlow } from './flow-svg.ts';
export {
  type Block,
  bullets,
  code,
  download,
  facts,
  heading,
  type Inline,
  type Link,
  link,
  type Page,
  paragraph,
  type Tone,
  tag,
} from './page.ts';
export { createRenderer, type RenderPage, type SiteFrame } from './render.ts';
export { addSecurity, isLoopback, securityHeaders } from './security.ts';
