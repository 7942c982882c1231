import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as inspector from 'node:inspector';
import { fail } from '#kernel';

/** What could be done, and what the person who runs it should know. */
export interface Hardening {
  readonly notices: readonly string[];
}

const keepDebuggerOut = (): void => undefined;

/**
 * Keeps this process's memory out of files: no core dump, no diagnostic report, no debugger, no heap snapshot; new
 * files are for their owner only. Call it first, before any data is read; calling it again does no harm.
 * Throws `MEMORY_DEBUGGER`, `MEMORY_WRITES_HEAP`, `MEMORY_CORE_DUMPS`.
 */
export function hardenProcess(): Hardening {
  if (inspector.url() !== undefined) fail('MEMORY_DEBUGGER', {});
  const options = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  const option = options.find((one) => /^--(heap-prof|heapsnapshot|diagnostic-dir)/.test(one));
  if (option !== undefined) fail('MEMORY_WRITES_HEAP', { option: option.split('=')[0] ?? option });
  process.umask(0o077);
  // Node opens a debugger port on this signal unless somebody listens to it.
  if (!process.listeners('SIGUSR1').includes(keepDebuggerOut)) process.on('SIGUSR1', keepDebuggerOut);
  if (process.report !== undefined) {
    process.report.reportOnFatalError = false;
    process.report.reportOnSignal = false;
    process.report.reportOnUncaughtException = false;
  }
  return process.platform === 'linux'
    ? hardenLinux()
    : {
        notices: [
          'This system is for trying Stile out: only on Linux can core dumps be switched off from inside. Don’t use it with real data.',
        ],
      };
}

function hardenLinux(): Hardening {
  const notices: string[] = [];
  const filtered = leaveMemoryOutOfDumps();
  if (!limitDumps()) {
    if (!filtered) fail('MEMORY_CORE_DUMPS', {});
    notices.push(
      'The limit for core dumps could not be set (is prlimit installed?). A dump would hold none of the data.',
    );
  }
  if (swapsToDisk())
    notices.push(
      'This machine swaps memory to a disk. Switch swap off (swapoff -a) or encrypt it: swapped memory is plain text.',
    );
  return { notices };
}

/** core(5): with no bit set, a dump holds no memory of the process, however it is caught. */
function leaveMemoryOutOfDumps(): boolean {
  try {
    fs.writeFileSync('/proc/self/coredump_filter', '0');
    return Number.parseInt(fs.readFileSync('/proc/self/coredump_filter', 'utf8'), 16) === 0;
  } catch {
    return false;
  }
}

/** core(5): a limit of 1 byte also stops dumps that are piped to a program, which 0 does not. */
function limitDumps(): boolean {
  for (const limit of ['1:1', '0:0']) {
    spawnSync('prlimit', ['--pid', String(process.pid), `--core=${limit}`], { stdio: 'ignore' });
    const line = /^Max core file size\s+(\S+)\s+(\S+)/m.exec(fs.readFileSync('/proc/self/limits', 'utf8'));
    if (line !== null && Number(line[1]) <= 1 && Number(line[2]) <= 1) return true;
  }
  return false;
}

function swapsToDisk(): boolean {
  try {
    const [, ...swaps] = fs.readFileSync('/proc/swaps', 'utf8').trim().split('\n');
    return swaps.some((swap) => !swap.startsWith('/dev/zram'));
  } catch {
    return false;
  }
}
