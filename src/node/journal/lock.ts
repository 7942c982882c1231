import * as fs from 'node:fs';
import { base64, fail, utf8, utf8Text } from '#kernel';
import type { Services } from '../services.ts';

export interface Lock {
  /** Throws `NODE_LOCK_LOST` when the lock file is no longer ours. */
  check(): void;
  release(): void;
}

/**
 * Takes the lock file, which holds the process id, the time that the process started, and a token. A lock whose
 * process is gone is taken over; a live one throws `NODE_BUSY`. The start time tells a new process from a dead one
 * whose id it got.
 */
export function takeLock(file: string, services: Services): Lock {
  const { files } = services;
  const token = base64(services.randomBytes(18));
  const own = utf8(`${process.pid} ${startOf(process.pid) ?? ''} ${token}\n`);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (files.create(file, own)) return held(file, own, services);
    const found = files.read(file);
    if (found === undefined) continue;
    const [pid, started] = utf8Text(found).split(' ');
    if (pid !== undefined && isAlive(Number(pid), started ?? '')) return fail('NODE_BUSY', { pid });
    takeAway(file, found, token, services);
  }
  return fail('NODE_BUSY', { pid: 'unknown' });
}

/** Moves a dead process's lock aside. If another process was quicker and what moved is its new lock, puts it back. */
function takeAway(file: string, dead: Uint8Array, token: string, { files }: Services): void {
  const aside = `${file}.${token.replace(/\W/g, '')}`;
  try {
    files.rename(file, aside);
  } catch {
    return;
  }
  const moved = files.read(aside);
  if (moved !== undefined && Buffer.compare(moved, dead) !== 0) files.create(file, moved);
  files.remove(aside);
}

function held(file: string, own: Uint8Array, { files }: Services): Lock {
  const isOurs = (): boolean => Buffer.compare(files.read(file) ?? new Uint8Array(), own) === 0;
  return {
    check: () => {
      if (!isOurs()) fail('NODE_LOCK_LOST', {});
    },
    release: () => {
      if (isOurs()) files.remove(file);
    },
  };
}

/** When a process started, in clock ticks since the machine did (Linux: field 22 of /proc/PID/stat); elsewhere unknown. */
function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 'ended' : rest[18];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, started: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return started === '' || (startOf(pid) ?? started) === started;
}
