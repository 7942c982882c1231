import * as fs from 'node:fs';
import * as path from 'node:path';
import { firstPart, newAgreement } from '#agreement';
import { addDays, dateOf, grouped, instantOf } from '#kernel';
import {
  addKey,
  bundle,
  checkDisposal,
  dispose,
  exportChecks,
  initNode,
  makeIntake,
  type Node,
  open,
  ownKeys,
  prepare,
  readToSign,
  run,
  type Services,
  sealReturn,
  sign,
  systemServices,
  trustKey,
  type Verification,
  verify,
  withNode,
} from '#node';
import { fingerprintOf } from '#signing';
import { writeFuelPovertyExtracts } from '../../cli/index.ts';
import { type CastMember, CHECKER, cast, department, suppliers } from './cast.ts';
import type { Narrator } from './narrator.ts';
import { accuracy, type TrueCustomer } from './truth.ts';

export interface DemoOptions {
  /** An empty or absent folder: everything is kept there. */
  readonly out: string;
  readonly recipients: number;
  readonly customers: number;
  readonly seed: string;
  readonly narrator: Narrator;
}

/** The closing figures. `precision` and `recall` are measured against the generator's truth, which no run sees. */
export interface DemoSummary {
  readonly run: number;
  readonly read: number;
  readonly matched: number;
  readonly flagged: number;
  readonly precision: number;
  readonly recall: number;
  readonly verified: boolean;
  readonly seconds: number;
}

const RUN = 1;
/** Days since publication: the first run comes 14 days after the agreement is public. */
const PUBLISHED_DAYS_AGO = 20;

/** The main job, end to end, with real files: made-up extracts in; flags, letters, a receipt and its proof out. */
export async function runDemo(options: DemoOptions): Promise<DemoSummary> {
  const { narrator, recipients, customers, seed } = options;
  const started = Date.now();
  const services = systemServices();
  const at = (...names: string[]): string => path.join(options.out, ...names);
  const shared = (...names: string[]): string => at('shared', ...names);
  const short = (file: string): string => path.relative(options.out, file);
  const as = <T>(member: CastMember, command: (node: Node) => T | Promise<T>): Promise<T> =>
    withNode(at(member.id), services, async (node) => command(node));
  for (const folder of ['extracts', 'shared', 'opened']) fs.mkdirSync(at(folder), { recursive: true });

  narrator.step('Make up people, homes and customers, with the truth set aside');
  const published = addDays(dateOf(instantOf(started)), -PUBLISHED_DAYS_AGO);
  const qualifyingDate = addDays(published, -60);
  const extracts = await writeFuelPovertyExtracts({
    out: at('extracts'),
    seed,
    recipients,
    customers,
    suppliers: suppliers.length,
    qualifyingDate,
    written: (file) => narrator.line(`${short(file.path)}: ${grouped(file.rows)} rows`),
  });
  const read = extracts.filter(({ name }) => name !== 'truth').reduce((sum, { rows }) => sum + rows, 0);

  narrator.step('Four organisations set up their nodes, and trust each other’s keys by fingerprint');
  await setUpNodes({ services, at, as });
  for (const { id, name, posts } of cast) narrator.line(`${id}: ${name}, signs by ${posts.join(' and ')}`);

  narrator.step('Draft the agreement, compile it, and read it as those who sign it do');
  const agreement = shared('agreement.yaml');
  fs.writeFileSync(
    agreement,
    newAgreement({ today: published, series: series(services), suppliers: suppliers.length, qualifyingDate }),
  );
  const compiled = readToSign(services, { agreement, post: '' });
  fs.writeFileSync(shared('plan.json'), compiled.planBytes);
  fs.writeFileSync(shared('plan.txt'), compiled.english);
  narrator.command(`stile agreement compile ${short(agreement)} --out shared`);
  narrator.quote(firstPart(compiled.english));
  narrator.line(`The details follow in ${short(shared('plan.txt'))}.`);

  narrator.step('Every party compiles it again on its own machine, and signs');
  const envelope = shared('envelope.json');
  for (const member of cast) {
    for (const post of member.posts) {
      const request = { agreement, post, ...(fs.existsSync(envelope) && { envelope }) };
      const signed = await as(member, (node) => sign(node, readToSign(services, request), request));
      fs.writeFileSync(envelope, JSON.stringify(signed));
      narrator.command(
        `stile sign ${short(agreement)} --node ${member.id} --post ${post} --envelope ${short(envelope)}`,
      );
    }
  }
  const signedBundle = shared('bundle.json');
  const agreed = `--agreement ${short(signedBundle)}`;
  const records = cast.map(({ id }) => at(id, 'keys', 'records'));
  fs.writeFileSync(signedBundle, bundle(services, { agreement, envelope, records }));
  narrator.line(
    `${short(signedBundle)} holds the agreement, the plan, the English, the law and the signatures`,
  );

  narrator.step('The operator makes a key for this run alone; each party prepares its extract and seals it');
  const intake = shared('intake-1.json');
  await as(department, (node) => makeIntake(node, { bundle: signedBundle, run: RUN, out: intake }));
  narrator.command(`stile node intake --node department ${agreed} --run ${RUN} --out ${short(intake)}`);
  const inputs: string[] = [];
  for (const { id } of cast) {
    const extract = at('extracts', `${id}.csv`);
    const out = shared(`${id}.stile`);
    const member = cast.find((one) => one.id === id) ?? department;
    const { report } = await as(member, (node) =>
      prepare(node, { extract, bundle: signedBundle, intake, input: id, out }),
    );
    inputs.push(out);
    narrator.command(
      `stile prepare ${short(extract)} --node ${id} ${agreed} --intake ${short(intake)} --input ${id} --out ${short(out)}`,
    );
    const excluded = report.excluded.reduce((sum, one) => sum + one.count, 0);
    narrator.line(
      `${grouped(report.rowsRead)} rows read, ${grouped(report.rowsRejected)} rejected, ${grouped(excluded)} left out (helped, opted out, unsafe)`,
    );
  }

  narrator.step('Run: verify, open in memory, link, flag, seal, sign a receipt, destroy the key');
  const runOut = shared('run-1');
  narrator.command(
    `stile run --node department ${agreed} --run ${RUN} --input ${inputs.map(short).join(' ')} --out ${short(runOut)}`,
  );
  const ran = await as(department, (node) =>
    run(node, { bundle: signedBundle, run: RUN, inputs, out: runOut }),
  );
  for (const file of ran.files) narrator.line(short(file));

  narrator.step('Each party opens what is for it, and nothing else opens');
  for (const member of cast) {
    for (const file of fs.readdirSync(runOut).filter((name) => isFor(member, name))) {
      const opened = at('opened', `${path.basename(file, '.stile')}.csv`);
      const { rows, files } = await as(member, (node) =>
        open(node, { package: path.join(runOut, file), bundle: signedBundle, out: opened }),
      );
      const to = files.length > 0 ? ` --out ${short(opened)}` : '';
      narrator.command(`stile open ${short(path.join(runOut, file))} --node ${member.id} ${agreed}${to}`);
      if (files.length > 0) narrator.line(`${grouped(rows)} rows; ${files.map(short).join(', ')}`);
    }
  }

  narrator.step('Suppliers give the help, and send back one code for each customer they helped');
  for (const member of suppliers) {
    const flags = yesReferences(at('opened', `${member.id}-flags.csv`));
    const codes = at('opened', `${member.id}-codes.csv`);
    fs.writeFileSync(codes, `customer_ref,code\n${flags.map((ref, i) => `${ref},${code(i)}\n`).join('')}`);
    const out = shared(`${member.id}-return.stile`);
    await as(member, (node) => sealReturn(node, { codes, bundle: signedBundle, run: RUN, out }));
    const { rows } = await as(department, (node) =>
      open(node, { package: out, bundle: signedBundle, out: at('opened', `${member.id}-return.csv`) }),
    );
    narrator.line(`${member.name}: ${grouped(rows)} codes`);
  }

  narrator.step('What is due is destroyed, and a second person checks that it no longer opens');
  for (const member of cast) {
    const gone = await as(member, (node) => dispose(node, { bundle: signedBundle }));
    if (gone.length === 0) continue;
    narrator.command(`stile dispose --node ${member.id} ${agreed}`);
    narrator.command(`stile dispose --node ${member.id} ${agreed} --check --post ${CHECKER}`);
    await as(member, (node) => checkDisposal(node, { bundle: signedBundle, post: CHECKER }));
    narrator.line(`${member.id}: ${[...new Set(gone.map(({ artefact }) => artefact))].join(', ')}`);
  }

  narrator.step('An outsider verifies all of it, with the log proof, and no network');
  const verification = await verifyAll(services, at);
  narrator.command('stile verify shared --trust supplier-1/trust.json --export shared/export');
  const failed = verification.checks.filter(({ ok }) => !ok);
  for (const { name, detail } of failed) narrator.line(`✗ ${name}: ${detail}`);
  narrator.line(
    verification.ok
      ? `✓ ${verification.checks.length} checks hold. Signatures for openssl are in ${short(shared('export'))}`
      : `✗ ${failed.length} of ${verification.checks.length} checks failed`,
  );
  exportChecks(verification, shared('export'), services);

  const flagged = new Set(
    suppliers.flatMap(({ id }) =>
      yesReferences(at('opened', `${id}-flags.csv`)).map((reference) => `${id}/${reference}`),
    ),
  );
  const figures = accuracy(readTruth(at('extracts', 'truth.csv')), flagged);
  const matched = csvRows(at('opened', 'department-results.csv')).filter(
    (row) => row[1] === 'matched',
  ).length;
  const seconds = (Date.now() - started) / 1000;
  return { run: RUN, read, matched, ...figures, verified: verification.ok, seconds };
}

interface Stage {
  readonly services: Services;
  readonly at: (...names: string[]) => string;
  readonly as: <T>(member: CastMember, command: (node: Node) => T | Promise<T>) => Promise<T>;
}

async function setUpNodes({ services, at, as }: Stage): Promise<void> {
  for (const member of cast) {
    const { organisation, name } = member;
    initNode(at(member.id), { organisation, name }, services);
    for (const post of [...member.posts, CHECKER]) await as(member, (node) => addKey(node, post));
  }
  for (const owner of cast) {
    for (const { record, post } of await as(owner, (node) => ownKeys(node))) {
      const file = at(owner.id, 'keys', 'records', `${post}-${record.keyId.slice(0, 8)}.json`);
      for (const other of cast.filter((one) => one !== owner))
        await as(other, (node) => trustKey(node, file, fingerprintOf(record)));
    }
  }
}

/** As somebody would who was given the shared folder, and who pinned the four keys. */
async function verifyAll(services: Services, at: Stage['at']): Promise<Verification> {
  return verify(at('shared'), { trust: at('supplier-1', 'trust.json') }, services);
}

const series = (services: Services): string =>
  Array.from(services.randomBytes(26), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

const isFor = ({ id }: CastMember, file: string): boolean =>
  file.endsWith('.stile') && (file.startsWith(`${id}-`) || file === `answers-${id}.stile`);

/** Nearly everyone is helped; a few decline, and fewer turn out to be somebody else. */
const code = (i: number): string => (i % 40 === 7 ? 'declined' : i % 200 === 11 ? 'wrong-person' : 'helped');

const csvRows = (file: string): string[][] =>
  fs
    .readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));

const yesReferences = (file: string): string[] =>
  csvRows(file)
    .filter((row) => row[1] === 'true')
    .map((row) => row[0] ?? '');

const readTruth = (file: string): TrueCustomer[] =>
  csvRows(file).map(([supplier, customer, , household = '', qualifies, excluded]) => ({
    customer: `${supplier}/${customer}`,
    household,
    due: qualifies === 'yes' && excluded === 'no',
  }));
