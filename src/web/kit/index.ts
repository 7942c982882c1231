export { type Asset, assets, stylesWith } from './assets.ts';
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
export { escaped, round } from './svg.ts';
export { fitText, textWidth } from './text-fit.ts';
export { counted, listed } from './words.ts';
