import { type Block, type Inline, paragraph, type Tone, tag } from '#web/kit';
import type { AgreementState, FileView, RunOutcome } from '../share-view.ts';

const STATE: Readonly<Record<AgreementState, readonly [word: string, tone: Tone]>> = {
  upcoming: ['Not begun yet', 'info'],
  active: ['Active', 'good'],
  suspended: ['Suspended', 'bad'],
  ended: ['Ended', 'neutral'],
};

/** The state of an agreement as a tag. */
export const stateTag = (state: AgreementState): Inline => tag(...STATE[state]);

const OUTCOME: Readonly<Record<RunOutcome, readonly [word: string, tone: Tone]>> = {
  prepared: ['Input sent', 'info'],
  open: ['Waiting for inputs', 'info'],
  started: ['Started, not finished', 'warning'],
  finished: ['Finished', 'good'],
  failed: ['Failed', 'bad'],
  refused: ['Refused', 'bad'],
};

/** The outcome of a run as a tag. */
export const outcomeTag = (outcome: RunOutcome): Inline => tag(...OUTCOME[outcome]);

/** The files to take away, each with what it is. */
export const fileList = (files: readonly FileView[], hrefOf: (name: string) => string): Block =>
  files.length === 0
    ? paragraph('There is no file to take away.')
    : {
        kind: 'list',
        style: 'plain',
        items: files.map(({ name, what }) => ({
          run: [{ link: { text: name, href: hrefOf(name), download: name } }, ` – ${what}`],
        })),
      };
