import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initNode } from '../commands/init.ts';
import { systemServices } from '../services.ts';
import { withNode } from '../with-node.ts';

describe('the next command', () => {
  let root: string;
  const services = systemServices();
  beforeEach(() => {
    root = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'stile-sweep-')), 'node');
    initNode(root, { organisation: 'a.example', name: 'A' }, services);
    fs.mkdirSync(path.join(root, 'runs', '0a1b2c3d-1', 'out'), { recursive: true });
  });
  afterEach(() => fs.rmSync(path.dirname(root), { recursive: true, force: true }));

  it.each([
    ['runs/0a1b2c3d-1/.department.stile.0123456789ab.partial', false],
    ['runs/0a1b2c3d-1/out/.flags.stile.0123456789ab.partial', false],
    ['answers/.0a1b2c3d-1.people.stile.0123456789ab.partial', false],
    ['identities/.0a1b2c3d-1.intake.part', false],
    ['keys/.siro-0a1b2c3d.pem.part-0123456789ab', false],
    ['runs/0a1b2c3d-1/department.stile', true],
    ['identities/0a1b2c3d-1.intake', true],
    ['.journal.lock.part-0123456789ab', true],
  ])('after a kill finds %s, and keeps it: %s', async (file, kept) => {
    const target = path.join(root, file);
    fs.writeFileSync(target, 'something');
    await withNode(root, services, async () => undefined);
    expect(fs.existsSync(target)).toBe(kept);
  });
});
