import type { Command } from 'commander';
import { fail } from '#kernel';
import type { Node, OwnKey } from '#node';
import { type Terminal, tell } from './output.ts';
import { progressOn } from './progress.ts';

/* Every action loads the node room itself, so that help needs none of it. */
const nodeRoom = () => import('#node');

interface Common {
  readonly json?: boolean;
}

interface OfNode extends Common {
  readonly node: string;
}

interface OfAgreement extends OfNode {
  readonly agreement: string;
}

const number = (text: string, option: string): number =>
  /^[1-9]\d{0,5}$/.test(text) ? Number(text) : fail('CLI_NUMBER_INVALID', { option });

/** Holds a node for one command, with progress on the terminal. */
async function holding<T>(
  terminal: Terminal,
  root: string,
  json: boolean | undefined,
  command: (node: Node) => Promise<T> | T,
): Promise<T> {
  const { systemServices, withNode, hardenProcess } = await nodeRoom();
  for (const notice of hardenProcess().notices) terminal.err(notice);
  return withNode(root, systemServices(progressOn(terminal, json)), async (node) => command(node));
}

const keyLines = ({ post, record }: OwnKey, fingerprint: string): string[] => [
  `${post}: key ${record.keyId.slice(0, 16)}`,
  `  fingerprint ${fingerprint}`,
];

/** Adds `stile node …` and `stile key …`. */
function addNodeAndKeys(program: Command, terminal: Terminal): void {
  const node = program.command('node').description('make and look after a node: one authority’s own folder');
  node
    .command('init')
    .description('make a node in a new folder')
    .argument('<dir>')
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
    .command('intake')
    .description('operator: make the one-run key to which the inputs of a run are sealed')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
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
    .command('record-review')
    .description('record that the agreement’s review or evaluation was done')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
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

  const key = program.command('key').description('make, list and export keys');
  key
    .command('new')
    .description('make a key for a post')
    .argument('<dir>', 'your node')
    .requiredOption('--post <post>', 'such as information-asset-owner')
    .option('--json', 'one JSON line in place of text')
    .action(async (dir: string, given: Common & { post: string }) => {
      const { addKey } = await nodeRoom();
      const { fingerprintOf } = await import('#signing');
      const made = await holding(terminal, dir, given.json, (node) => addKey(node, given.post));
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
    .requiredOption('--out <file>')
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

/** Adds `prepare`, `run`, `open` and `return`: the way of the data. */
function addDataCommands(program: Command, terminal: Terminal): void {
  program
    .command('prepare')
    .description('check, minimise, clean and seal this authority’s own extract for one run')
    .argument('<extract>', 'CSV, Parquet, JSON Lines or Excel')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--intake <file>', 'the operator’s intake record')
    .requiredOption('--input <name>', 'which input of the agreement this is')
    .requiredOption('--out <file>', 'the sealed package')
    .option('--encoding <name>', 'of a text file: utf-8, utf-16le, utf-16be, latin-1, windows-1252')
    .option('--json', 'one JSON line in place of text')
    .action(
      async (
        extract: string,
        given: OfAgreement & { intake: string; input: string; out: string; encoding?: string },
      ) => {
        const { prepare } = await nodeRoom();
        const { agreement: bundle, intake, input, out, encoding } = given;
        const prepared = await holding(terminal, given.node, given.json, (node) =>
          prepare(node, {
            extract,
            bundle,
            intake,
            input,
            out,
            ...(encoding !== undefined && { encoding }),
          }),
        );
        const { report } = prepared;
        tell(terminal, given.json, { ok: true, ...prepared, report: { ...report } } as never, [
          ...report.notices,
          ...report.rejections.map(
            ({ rule, field, count, firstRows }) =>
              `Left out ${count} rows: ${rule}${field === undefined ? '' : ` in ${field}`} (rows ${firstRows.join(', ')}${count > firstRows.length ? ' …' : ''}).`,
          ),
          ...report.excluded.map(
            ({ reason, count }) => `Dropped ${count} rows before anything left: ${reason}.`,
          ),
          `Sealed ${prepared.rows} of ${report.rowsRead} rows for run ${prepared.run}: ${out}`,
          `It is a permit until ${prepared.notAfter}.`,
        ]);
      },
    );
  program
    .command('run')
    .description('operator: run the agreed operation over the sealed inputs')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
    .requiredOption('--input <package...>', 'each party’s sealed package')
    .requiredOption('--out <dir>', 'a new folder for sealed outputs, receipt and proof')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { run: string; input: readonly string[]; out: string }) => {
      const { run } = await nodeRoom();
      const ran = await holding(terminal, given.node, given.json, (node) =>
        run(node, {
          bundle: given.agreement,
          run: number(given.run, '--run'),
          inputs: given.input,
          out: given.out,
        }),
      );
      tell(terminal, given.json, { ok: true, ...ran } as never, [
        `Run ${ran.run} has finished. Receipt ${ran.receipt}.`,
        ...ran.outputs.map(({ name, to, file }) => `  ${name} for ${to}: ${file}`),
        `Everything is in ${given.out}.`,
      ]);
    });
  program
    .command('open')
    .description('open a package that was sealed to this node')
    .argument('<package>')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .option('--out <file>', 'a new CSV file; an answer file needs none')
    .option('--json', 'one JSON line in place of text')
    .action(async (file: string, given: OfAgreement & { out?: string }) => {
      const { open } = await nodeRoom();
      const opened = await holding(terminal, given.node, given.json, (node) =>
        open(node, {
          package: file,
          bundle: given.agreement,
          ...(given.out !== undefined && { out: given.out }),
        }),
      );
      tell(terminal, given.json, { ok: true, ...opened } as never, [
        opened.kind === 'answers'
          ? `The answer file of run ${opened.run} (${opened.rows} rows) is kept sealed in the node.`
          : `Opened ${opened.kind} of run ${opened.run}: ${opened.rows} rows.`,
        ...opened.files.map((one) => `  ${one}`),
      ]);
    });
  program
    .command('return')
    .description('recipient: send back one code for each reference that got a yes')
    .argument('<codes>', 'CSV with your own reference and “code”')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
    .requiredOption('--out <file>', 'the sealed return')
    .option('--json', 'one JSON line in place of text')
    .action(async (codes: string, given: OfAgreement & { run: string; out: string }) => {
      const { sealReturn } = await nodeRoom();
      const sealed = await holding(terminal, given.node, given.json, (node) =>
        sealReturn(node, {
          codes,
          bundle: given.agreement,
          run: number(given.run, '--run'),
          out: given.out,
        }),
      );
      tell(terminal, given.json, { ok: true, ...sealed }, [
        `Sealed a return of ${sealed.rows} rows: ${given.out}`,
      ]);
    });
}

/** Adds `suspend`, `resume`, `dispose` and `answer`: what comes beside and after a run. */
function addCareCommands(program: Command, terminal: Terminal): void {
  program
    .command('suspend')
    .description('stop: no intake, package or run of this agreement at this node')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--reason <code>', 'one word, such as breach')
    .option('--post <post>', 'whose key signs; the machine’s unless told')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { reason: string; post?: string }) => {
      const { suspend } = await nodeRoom();
      const { statement } = await holding(terminal, given.node, given.json, (node) =>
        suspend(node, {
          bundle: given.agreement,
          reason: given.reason,
          ...(given.post !== undefined && { post: given.post }),
        }),
      );
      tell(terminal, given.json, { ok: true, statement }, [
        'Suspended. Nothing of this agreement runs here.',
        `Send this to the other parties: ${statement}`,
      ]);
    });
  program
    .command('resume')
    .description('lift a suspension, with a second post’s signature')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--reason <code>')
    .requiredOption('--post <post>', 'a person’s post, other than the one that stopped')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { reason: string; post: string }) => {
      const { resume } = await nodeRoom();
      const { agreement: bundle, reason, post } = given;
      const { statement } = await holding(terminal, given.node, given.json, (node) =>
        resume(node, { bundle, reason, post }),
      );
      tell(terminal, given.json, { ok: true, statement }, [`Resumed. The signed statement: ${statement}`]);
    });
  program
    .command('dispose')
    .description('destroy what is due; a second person then checks and certifies it')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .option('--check', 'be the second person: check, and sign the certificate')
    .option('--post <post>', 'with --check: your post')
    .option('--list', 'only list what is due')
    .option('--on <date>', 'with --list: on another day')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { check?: boolean; post?: string; list?: boolean; on?: string }) => {
      const { checkDisposal, disposalsDue, dispose } = await nodeRoom();
      const { parseDate } = await import('#kernel');
      const options = {
        bundle: given.agreement,
        ...(given.on !== undefined && { on: parseDate(given.on) }),
      };
      if (given.check === true) {
        const post = given.post ?? fail('CLI_USAGE', { reason: 'The second person’s --post is missing.' });
        const certificates = await holding(terminal, given.node, given.json, (node) =>
          checkDisposal(node, { bundle: given.agreement, post }),
        );
        tell(
          terminal,
          given.json,
          { ok: true, certificates: [...certificates] },
          certificates.map(({ run, certificate }) => `Certified for run ${run}: ${certificate}`),
        );
        return;
      }
      const done = await holding(terminal, given.node, given.json, async (node) =>
        given.list === true ? disposalsDue(node, options) : dispose(node, options),
      );
      const rows = done.map(({ run, artefact, deadline }) => ({ run, artefact, deadline }));
      const word = given.list === true ? 'Due' : 'Destroyed';
      tell(terminal, given.json, { ok: true, [given.list === true ? 'due' : 'destroyed']: rows }, [
        ...rows.map(({ run, artefact, deadline }) => `${word}: ${artefact} of run ${run}, by ${deadline}`),
        rows.length === 0
          ? 'Nothing is due.'
          : given.list === true
            ? 'Destroy it with “stile dispose”.'
            : 'A second person now checks it: stile dispose --check --post POST',
      ]);
    });
  program
    .command('answer')
    .description('answer one person: what was sent, with which result, and the proof')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
    .requiredOption('--reference <text>', 'your own reference of the person')
    .option('--json', 'the answer and its proof as JSON')
    .action(async (given: OfAgreement & { run: string; reference: string }) => {
      const { answer } = await nodeRoom();
      const said = await holding(terminal, given.node, given.json, (node) =>
        answer(node, {
          bundle: given.agreement,
          run: number(given.run, '--run'),
          reference: given.reference,
        }),
      );
      tell(terminal, given.json, said as never, [
        `In run ${said.run} of “${said.agreement.title}” a record of this person was sent to ${said.sentTo}.`,
        said.result === undefined ? 'The result is not here yet.' : `Result: ${said.result}.`,
        `Proof: record ${said.proof.index + 1} of ${said.proof.size} in the tree ${said.proof.root}.`,
      ]);
    });
}

/** Adds every command of a node. */
export function addNodeCommands(program: Command, terminal: Terminal): void {
  addNodeAndKeys(program, terminal);
  addDataCommands(program, terminal);
  addCareCommands(program, terminal);
}
