import type { Link } from '#web/kit';
import type { AgreementView, NodeView, RunView } from './share-view.ts';

/** Every address of the site, in one place. */
export const paths = {
  start: '/',
  node: (node: NodeView) => `/${encodeURIComponent(node.id)}`,
  log: (node: NodeView) => `${paths.node(node)}/log`,
  logFile: (node: NodeView, name: string) => `${paths.log(node)}/files/${encodeURIComponent(name)}`,
  agreement: (node: NodeView, agreement: AgreementView) =>
    `${paths.node(node)}/agreements/${encodeURIComponent(agreement.id)}`,
  picture: (node: NodeView, agreement: AgreementView) => `${paths.agreement(node, agreement)}/picture`,
  english: (node: NodeView, agreement: AgreementView) => `${paths.agreement(node, agreement)}/english`,
  agreementFile: (node: NodeView, agreement: AgreementView, name: string) =>
    `${paths.agreement(node, agreement)}/files/${encodeURIComponent(name)}`,
  run: (node: NodeView, agreement: AgreementView, run: RunView) =>
    `${paths.agreement(node, agreement)}/runs/${run.run}`,
  runFile: (node: NodeView, agreement: AgreementView, run: RunView, name: string) =>
    `${paths.run(node, agreement, run)}/files/${encodeURIComponent(name)}`,
} as const;

/** The pages above a node’s pages, for breadcrumbs. */
export const trailTo = (node?: NodeView, agreement?: AgreementView): readonly Link[] => [
  { text: 'Start', href: paths.start },
  ...(node === undefined ? [] : [{ text: node.name, href: paths.node(node) }]),
  ...(node === undefined || agreement === undefined
    ? []
    : [{ text: shortTitle(agreement.title), href: paths.agreement(node, agreement) }]),
];

const shortTitle = (title: string): string =>
  title.length <= 50 ? title : `${title.slice(0, 49).trimEnd()}…`;
