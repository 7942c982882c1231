/* Loaded into a measured process with --import: when it ends, says in a file what it used. */
import { writeFileSync } from 'node:fs';

const { STILE_BENCH_USAGE: file } = process.env;
if (file !== undefined)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(file, JSON.stringify({ cpuSeconds, peakMebibytes: maxRSS / 1024 }));
  });
