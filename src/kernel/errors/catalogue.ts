import { agreementErrors } from './agreement.ts';
import { appErrors } from './app.ts';
import { cliErrors } from './cli.ts';
import type { ErrorEntry, ParametersOf } from './define.ts';
import { kernelErrors } from './kernel.ts';
import { lawErrors } from './law.ts';
import { linkJobErrors } from './link-job.ts';
import { linkageErrors } from './linkage.ts';
import { nodeErrors } from './node.ts';
import { nodeDataErrors } from './node-data.ts';
import { signingErrors } from './signing.ts';
import { syntheticErrors } from './synthetic.ts';
import { transparencyErrors } from './transparency.ts';
import { webErrors } from './web.ts';

/** Every error that Stile can give, by code. `docs/reference/errors.md` is generated from it. */
export const catalogue = {
  ...kernelErrors,
  ...signingErrors,
  ...lawErrors,
  ...agreementErrors,
  ...linkageErrors,
  ...linkJobErrors,
  ...transparencyErrors,
  ...nodeErrors,
  ...nodeDataErrors,
  ...syntheticErrors,
  ...webErrors,
  ...cliErrors,
  ...appErrors,
} as const;

export type ErrorCode = keyof typeof catalogue;
export type Parameters<C extends ErrorCode> = ParametersOf<(typeof catalogue)[C] & ErrorEntry>;
