/**
 * The walls of the house (ARCHITECTURE.md). An import only goes down, and only through a room's door.
 * `scripts/walls.sh` runs this and then plants violations to show that the walls hold.
 */
const floors = [
  // room, rooms below that it may enter
  ['kernel', []],
  ['signing', ['kernel']],
  ['transparency', ['kernel', 'signing']],
  ['law', ['kernel']],
  ['linkage', ['kernel']],
  ['agreement', ['kernel', 'signing', 'law', 'linkage']],
  ['synthetic', ['kernel']],
  ['link-job', ['kernel', 'linkage']],
  ['node', ['kernel', 'signing', 'transparency', 'law', 'linkage', 'link-job', 'agreement']],
  ['web/kit', ['kernel']],
  ['web/report', ['kernel', 'linkage', 'web/kit']],
  ['web/node', ['kernel', 'signing', 'transparency', 'agreement', 'node', 'web/kit']],
  [
    'cli',
    [
      'kernel',
      'signing',
      'transparency',
      'law',
      'linkage',
      'link-job',
      'agreement',
      'synthetic',
      'node',
      'web/kit',
      'web/node',
      'web/report',
    ],
  ],
  [
    'app',
    [
      'kernel',
      'signing',
      'transparency',
      'law',
      'linkage',
      'link-job',
      'agreement',
      'synthetic',
      'node',
      'web/node',
      'web/report',
      'cli',
    ],
  ],
];

const inside = (room) => `^src/${room}/`;
const tests = '\\.test\\.ts$|/fixtures?/';

const floorRules = floors.map(([room, below]) => ({
  name: `floor-${room.replace('/', '-')}`,
  comment: `${room} may enter ${below.length > 0 ? below.join(', ') : 'no other room'}.`,
  severity: 'error',
  from: { path: inside(room), pathNot: tests },
  to: { path: '^src/', pathNot: [room, ...below].map(inside) },
}));

const doorRules = floors.map(([room]) => ({
  name: `door-${room.replace('/', '-')}`,
  comment: `${room} is entered through src/${room}/index.ts only; tests may use its fixtures, benches may time its pieces.`,
  severity: 'error',
  from: { path: '^(src|test|scripts)/', pathNot: inside(room) },
  to: {
    path: inside(room),
    pathNot: [`^src/${room}/index\\.ts$`, '^src/linkage/scan/index\\.ts$', '/(fixtures|testing)/'],
  },
}));

const pure = [
  'kernel',
  'signing',
  'transparency',
  'law',
  'linkage',
  'agreement',
  'synthetic',
  'web/kit',
  'web/report',
];

module.exports = {
  forbidden: [
    ...floorRules,
    ...doorRules,
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'pure-rooms-touch-no-edge',
      comment: 'Pure rooms take values and return values: no files, network, processes, workers or database.',
      severity: 'error',
      from: { path: pure.map(inside), pathNot: tests },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster|os|process|readline|timers)(/|$)',
      },
    },
    {
      name: 'database-only-in-node',
      comment: 'And in link-job, which reads and writes tables.',
      severity: 'error',
      from: { path: '^src/', pathNot: [inside('node'), inside('link-job'), tests] },
      to: { path: 'node_modules/@duckdb' },
    },
    {
      name: 'web-server-only-in-web',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/web/', tests] },
      to: { path: 'node_modules/(fastify|@fastify|nunjucks|govuk-frontend)' },
    },
    {
      name: 'no-development-dependency-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { path: '^(src|test|bench)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
