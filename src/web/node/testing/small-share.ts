import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  addKey,
  bundle,
  checkDisposal,
  dispose,
  initNode,
  makeIntake,
  open,
  prepare,
  readToSign,
  run,
  type Services,
  sign,
  systemServices,
  trustKey,
  withNode,
} from '#node';
import { fingerprintOf, readKeyRecord } from '#signing';
import { generateFuelPoverty, toCsvLine } from '#synthetic';

/** A share that really ran, small: four nodes' folders beside a shared one, as the demonstration leaves them. */
export interface SmallShare {
  readonly folder: string;
  /** The node's clock. */
  readonly services: Services;
  /** Every reference, name, date of birth and address of every row that went in. */
  readonly values: ReadonlySet<string>;
}

const at = (day: string) => Date.parse(`${day}T10:00:00Z`);

const EXAMPLE = new URL('../../../../examples/fuel-poverty.yaml', import.meta.url);

/** Runs the example agreement once over made-up extracts, in a new temporary folder; the department has disposed. */
export async function makeSmallShare(): Promise<SmallShare> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stile-web-'));
  const shared = path.join(folder, 'shared');
  const extracts = path.join(folder, 'extracts');
  mkdirSync(shared);
  mkdirSync(extracts);
  let now = at('2026-11-20');
  const services: Services = { ...systemServices(), clock: () => now };
  const agreement = path.join(shared, 'agreement.yaml');
  writeFileSync(agreement, readFileSync(EXAMPLE));
  const { plan } = readToSign(services, { agreement, post: '' });

  const root = (party: string) => path.join(folder, party);
  const records: { file: string; fingerprint: string }[] = [];
  const publish = (envelope: Parameters<typeof readKeyRecord>[0]) => {
    const { record } = readKeyRecord(envelope);
    const file = path.join(shared, `${record.keyId.slice(0, 8)}.key.json`);
    writeFileSync(file, JSON.stringify(envelope));
    records.push({ file, fingerprint: fingerprintOf(record) });
  };
  for (const { id, organisation, name, signatories } of plan.parties) {
    publish(initNode(root(id), { organisation, name }, services).envelope);
    for (const { post } of signatories)
      await withNode(root(id), services, async (node) => publish(addKey(node, post).envelope));
  }
  const envelope = path.join(shared, 'signatures.json');
  let signed = false;
  for (const { id, signatories } of plan.parties)
    await withNode(root(id), services, async (node) => {
      for (const { file, fingerprint } of records) trustKey(node, file, fingerprint);
      for (const { post } of signatories) {
        const compiled = readToSign(services, { agreement, post });
        const options = { agreement, post, ...(signed ? { envelope } : {}) };
        writeFileSync(envelope, JSON.stringify(sign(node, compiled, options)));
        signed = true;
      }
    });
  const bundleFile = path.join(shared, 'bundle.json');
  writeFileSync(
    bundleFile,
    bundle(services, { agreement, envelope, records: records.map(({ file }) => file) }),
  );

  const values = writeExtracts(extracts);
  const intake = path.join(shared, 'intake.json');
  await withNode(root('department'), services, (node) =>
    makeIntake(node, { bundle: bundleFile, run: 1, out: intake }),
  );
  const inputs = plan.prepare.map(({ input, party }) => ({
    input,
    party,
    out: path.join(shared, `${input}.stile`),
  }));
  for (const { input, party, out } of inputs)
    await withNode(root(party), services, (node) =>
      prepare(node, { extract: path.join(extracts, `${input}.csv`), bundle: bundleFile, intake, input, out }),
    );
  const results = path.join(shared, 'run-1');
  const ran = await withNode(root('department'), services, (node) =>
    run(node, { bundle: bundleFile, run: 1, inputs: inputs.map(({ out }) => out), out: results }),
  );
  for (const { to, file, name } of ran.outputs) {
    const party = plan.parties.find(({ organisation }) => organisation === to)?.id ?? '';
    await withNode(root(party), services, (node) =>
      open(node, {
        package: path.join(results, file),
        bundle: bundleFile,
        out: path.join(folder, `opened-${name}`),
      }),
    );
  }
  now = at('2026-11-23');
  await withNode(root('department'), services, async (node) => {
    await dispose(node, { bundle: bundleFile });
    await checkDisposal(node, { bundle: bundleFile, post: 'information-asset-owner' });
  });
  return { folder, services, values };
}

/** Columns that hold what is about one person. The others have a few words only, which a page may hold as well. */
const PERSONAL = /(_ref|name|_of_birth|address_line|postcode)$/;

/** Names are made unlike any word, alike wherever the same name stands, so that people still match. */
const planted = (column: string, value: string): string =>
  value !== '' && column.endsWith('name') ? `Qz${value}` : value;

function writeExtracts(folder: string): ReadonlySet<string> {
  const share = generateFuelPoverty({ seed: 'pages', recipients: 150, customers: 240, suppliers: 3 });
  const values = new Set<string>();
  for (const { name, header, rows } of [share.department, ...share.suppliers]) {
    let text = toCsvLine(header);
    for (const row of rows()) {
      const written = row.map((value, index) => planted(header[index] ?? '', value));
      text += toCsvLine(written);
      written.forEach((value, index) => {
        if (value !== '' && PERSONAL.test(header[index] ?? '')) values.add(value);
      });
    }
    writeFileSync(path.join(folder, `${name}.csv`), text);
  }
  return values;
}
