import type { Command } from 'commander';
import { fail, parseDate } from '#kernel';
import type { OwnKey } from '#node';
import { type Common, holding, nodeRoom, number, type OfAgreement } from './holding.ts';
import { type Terminal, tell } from './output.ts';
import { addServeCommand } from './serve-command.ts';

const keyLines = ({ post, record }: OwnKey, fingerprint: string): string[] => [
  `${post}: key ${record.keyId.slice(0, 16)}`,
  `  fingerprint ${fingerprint}`,
];

/** Adds `stile node …` and `stile key …`. */
export function addNodeCommands(program: Command, terminal: Terminal): void {
  const node = program.command('node').description('make and look after a node: one authority’s own folder');
  node
    .command('init')
    .description('make a node in a new folder')
    .argument('<dir>', 'a new folder')
    .requiredOption('--organisation <id>', 'the organisation’s id, as agreements name it')
    .requiredOption('--name <name>', 'its name, for people')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common & { organisation: string; name: string }) => {
      const { initNode, systemServices } = await nodeRoom();
      const { fingerprintOf } = await import('#signing');
      const key = initNode(dir, given, systemServices());
      const fingerprint = fingerprintOf(key.record);
      tell(
        terminal,
        given.json,
        { ok: true, organisation: given.organisation, keyId: key.record.keyId, fingerprint },
        [
          `Made the node of ${given.name} in ${dir}.`,
          ...keyLines(key, fingerprint),
          'Next: make a key for each post that signs: stile key new DIR --post POST',
        ],
      );
    });
  node
    .command('trust')
    .description('believe another organisation’s key record')
    .argument('<dir>', 'your node')
    .argument('<record>', 'the key record that they sent')
    .option('--fingerprint <digest>', 'what they told you by telephone or on paper')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, file: string, given: Common & { fingerprint?: string }) => {
      const { trustKey } = await nodeRoom();
      const { record, fingerprint } = await holding(terminal, dir, given.json, (node) =>
        trustKey(node, file, given.fingerprint),
      );
      const { organisation, organisationName, posts, keyId } = record;
      tell(terminal, given.json, { ok: true, organisation, posts: [...posts], keyId, fingerprint }, [
        `Trusted: ${organisationName} (${organisation}), ${posts.join(', ')}.`,
        `  key ${keyId.slice(0, 16)}, fingerprint ${fingerprint}`,
      ]);
    });
  node
    .command('retire')
    .description('stop believing a key from a day on: what it signs from then is refused')
    .argument('<dir>', 'your node')
    .requiredOption('--key <id>', 'its key id, or the first 8 digits or more')
    .requiredOption('--from <date>', 'the first day on which it counts no more')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common & { key: string; from: string }) => {
      const { retireKey } = await nodeRoom();
      const from = parseDate(given.from);
      const { record, retiredFrom } = await holding(terminal, dir, given.json, (node) =>
        retireKey(node, given.key, from),
      );
      const { organisation, posts, keyId } = record;
      tell(terminal, given.json, { ok: true, organisation, posts: [...posts], keyId, from: retiredFrom }, [
        `Retired from ${retiredFrom}: ${organisation}, ${posts.join(', ')}, key ${keyId.slice(0, 16)}.`,
      ]);
    });
  node
    .command('intake')
    .description('operator: make the one-run key to which the inputs of a run are sealed')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--run <n>', 'the number of the run, from 1')
    .requiredOption('--out <file>', 'the signed intake record, for the other parties')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { run: string; out: string }) => {
      const { makeIntake } = await nodeRoom();
      const run = number(given.run, '--run');
      const { digest, notAfter } = await holding(terminal, given.node, given.json, (node) =>
        makeIntake(node, { bundle: given.agreement, run, out: given.out }),
      );
      tell(terminal, given.json, { ok: true, run, intake: digest, notAfter }, [
        `Intake for run ${run}: ${given.out}`,
        `Inputs can be sealed to it until ${notAfter}.`,
      ]);
    });
  node
    .command('accept')
    .description('apply another party’s signed suspension or resumption at this node')
    .argument('<statement>', 'the signed statement that they sent')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .option('--json', 'one JSON line in place of text')
    .action(async (statement: string, given: OfAgreement) => {
      const { accept } = await nodeRoom();
      const { organisation, state, reason, at } = await holding(terminal, given.node, given.json, (node) =>
        accept(node, { statement, bundle: given.agreement }),
      );
      tell(terminal, given.json, { ok: true, organisation, state, reason, at }, [
        state === 'suspended'
          ? `${organisation} has suspended this agreement (${reason}). Nothing of it runs here until they resume.`
          : `${organisation} goes on with this agreement (${reason}).`,
      ]);
    });
  node
    .command('record-review')
    .description('record that the agreement’s review or evaluation was done')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--report <file>', 'the report: only its digest is recorded')
    .option('--evaluation', 'it is the evaluation, not the review')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { report: string; evaluation?: boolean }) => {
      const { recordReview } = await nodeRoom();
      const of = given.evaluation === true ? 'evaluation' : 'review';
      const report = await holding(terminal, given.node, given.json, (node) =>
        recordReview(node, { bundle: given.agreement, of, report: given.report }),
      );
      tell(terminal, given.json, { ok: true, of, report }, [`Recorded the ${of}: ${report}.`]);
    });

  addServeCommand(node, terminal);
  const key = program.command('key').description('make, list and export keys');
  key
    .command('new')
    .description('make a key for a post')
    .argument('<dir>', 'your node')
    .requiredOption('--post <post>', 'such as information-asset-owner')
    .option('--replaces <id>', 'first digits of the id of the key whose place it takes')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common & { post: string; replaces?: string }) => {
      const { addKey } = await nodeRoom();
      const { fingerprintOf } = await import('#signing');
      const made = await holding(terminal, dir, given.json, (node) =>
        addKey(node, given.post, given.replaces),
      );
      const fingerprint = fingerprintOf(made.record);
      tell(
        terminal,
        given.json,
        { ok: true, post: given.post, keyId: made.record.keyId, fingerprint },
        keyLines(made, fingerprint),
      );
    });
  key
    .command('list')
    .description('list this node’s keys with their fingerprints')
    .argument('<dir>', 'your node')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common) => {
      const { ownKeys, systemServices, viewNode } = await nodeRoom();
      const { fingerprintOf } = await import('#signing');
      const keys = ownKeys(viewNode(dir, systemServices()));
      const listed = keys.map(({ post, record }) => ({
        post,
        keyId: record.keyId,
        fingerprint: fingerprintOf(record),
      }));
      const lines = keys.flatMap((one) => keyLines(one, fingerprintOf(one.record)));
      tell(terminal, given.json, { ok: true, keys: listed }, lines);
    });
  key
    .command('export')
    .description('write the key record of a post, to send to other organisations')
    .argument('<dir>', 'your node')
    .requiredOption('--out <file>', 'a new file for the key record')
    .option('--post <post>', 'whose; the machine’s own unless told', 'node')
    .option('--key <id>', 'first digits of the key id, where several people hold the post')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common & { out: string; post: string; key?: string }) => {
      const { disk, findKey, systemServices, viewNode } = await nodeRoom();
      const { canonicalise } = await import('#kernel');
      const { fingerprintOf } = await import('#signing');
      const found = findKey(viewNode(dir, systemServices()), given.post, given.key);
      if (!disk.create(given.out, canonicalise(found.envelope), 0o644))
        fail('NODE_OUT_EXISTS', { out: given.out });
      const fingerprint = fingerprintOf(found.record);
      tell(terminal, given.json, { ok: true, file: given.out, fingerprint }, [
        `Wrote ${given.out}. Send it, and tell its fingerprint by telephone or on paper:`,
        `  ${fingerprint}`,
      ]);
    });
}
