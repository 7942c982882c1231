import { countSides } from '/work/main/src/linkage/train/agreement.ts';
import { train } from "#linkage";
import { readFileSync, readdirSync } from 'node:fs';
import v8 from 'node:v8';
import { posteriorsOf, weightsOf } from '/work/main/src/linkage/train/parameters.ts';
const only = process.argv.slice(2).filter(a => !a.startsWith('--'));
const show = process.argv.includes('--show'), figs = process.argv.includes('--figs'), find = process.argv.includes('--find');
const out: any[] = [];
for (const f of readdirSync(`/tmp/diag/${process.env['OUT'] ?? 'cache'}`)) {
  const name = f.replace('.bin', '');
  if (only.length && !only.some(o => name.includes(o))) continue;
  const d: any = v8.deserialize(readFileSync(`/tmp/diag/${process.env['OUT'] ?? 'cache'}/` + f));
  const pc = (c: any) => c;
  if (process.env['RND']) { const r = d.random; const total = r.counts.reduce((a: number, b: number) => a + b, 0); let want = Number(process.env['RND']); if (want < total) { let s = BigInt(process.env['SD'] ?? 1) * 0x9e3779b97f4a7c15n; const rnd = () => { s = BigInt.asUintN(64, s ^ (s >> 12n)); s = BigInt.asUintN(64, s ^ (s << 25n)); s ^= s >> 27n; return Number(BigInt.asUintN(64, s * 0x2545f4914f6cdd1dn) >> 11n) / 2 ** 53; }; let left = total; const counts = Float64Array.from(r.counts, (n: number) => { let got = 0; for (let k = 0; k < n; k++) { if (rnd() * left < want) { got++; want--; } left--; } return got; }); d.random = { ...r, counts }; } }
  const rows = { rows: d.rows, split: d.split, codes: (a: string, b: string) => d.codes.get(`${a}\n${b}`), counts: (a: string, b: string) => { const c = d.codes.get(`${a}\n${b}`); return c && countSides(c, d.split); } };
  const t0 = process.cpuUsage();
  const { trained, report } = train({ shape: d.shape, rows: rows as any, candidates: pc(d.candidates), random: pc(d.random), ...(d.merge && { merge: d.merge }) });
  const cpu = process.cpuUsage(t0).user / 1e6;
  const post = posteriorsOf(trained, d.candidates);
  const { counts, patterns, levels, comparisons: C } = d.candidates;
  let n5 = 0, m5 = 0, n9 = 0, m9 = 0, m = 0; const gap = new Float64Array(20); let N = 0;
  for (let p = 0; p < patterns; p++) { m += d.matches[p]; N += counts[p];
    if (post[p]! >= .5) { n5 += counts[p]; m5 += d.matches[p]; } if (post[p]! >= .9) { n9 += counts[p]; m9 += d.matches[p]; }
    gap[Math.min(19, Math.floor(post[p]! * 20))]! += counts[p] * post[p]! - d.matches[p]; }
  const order = [...post.keys()].sort((a, b) => post[b]! - post[a]!); let cn = 0, cm = 0, best = 0;
  for (const p of order) { cn += counts[p]; cm += d.matches[p]; best = Math.max(best, 2 * cm / (cn + d.all)); }
  const allp = report.pairs.all;
  out.push({ name, 'P.5': (m5 / n5).toFixed(4), 'P.9': (m9 / n9).toFixed(4), 'R.5': (m5 / d.all).toFixed(3), 'R.9': (m9 / d.all).toFixed(3), F1: best.toFixed(4), ece: (gap.reduce((s, g) => s + Math.abs(g), 0) / N).toFixed(4), 'prior/true': (trained.prior * allp / d.all).toFixed(2), 'det/true': ((report.prior.deterministic ?? 0) * allp / d.all).toFixed(2), rounds: report.rounds.count, besides: trained.besides?.length, cpu: cpu.toFixed(2), groups: report.groups.map((g: any) => g.comparisons.join('+')).join('; ') });
  if (figs) for (const c of report.comparisons) { console.log(c.name); for (const l of c.levels) console.log('   ', l.m?.toFixed(5), l.u?.toExponential(2), l.uFrom, Math.log2(l.m / l.u).toFixed(1)); }
  if (find) for (const f of report.findings) console.log(' ', f.message);
  if (show) { const w = weightsOf(trained, d.candidates);
    const rows: any = new Map();
    for (let p = 0; p < patterns; p++) { let s = ''; for (let c = 0; c < C; c++) s += levels[p * C + c].toString(36); const r = rows.get(s) ?? { s, n: 0, m: 0, e: 0, w: 0 }; r.n += counts[p]; r.m += d.matches[p]; r.e += counts[p] * post[p]!; r.w = w[p]; rows.set(s, r); }
    const list = [...rows.values()] as any[];
    console.log(d.shape.comparisons.map((c: any) => c.name).join(' '));
    console.log('-- false at .9'); for (const r of list.filter(r => r.w > 3.17).sort((a, b) => (b.n - b.m) - (a.n - a.m)).slice(0, 20)) console.log(r.s, r.n, r.m, r.e.toFixed(1), r.w.toFixed(1));
    console.log('-- gaps'); for (const r of list.sort((a, b) => Math.abs(b.e - b.m) - Math.abs(a.e - a.m)).slice(0, 20)) console.log(r.s, r.n, r.m, r.e.toFixed(1), r.w.toFixed(1)); }
}
console.table(out);
if (process.env.BES) {
  const f = only[0]; const d: any = v8.deserialize(readFileSync(`/tmp/diag/${process.env['OUT'] ?? 'cache'}/${f}.bin`));
  const rows = { rows: d.rows, split: d.split, codes: (a: string, b: string) => d.codes.get(`${a}\n${b}`), counts: (a: string, b: string) => { const c = d.codes.get(`${a}\n${b}`); return c && countSides(c, d.split); } };
  const { trained } = train({ shape: d.shape, rows: rows as any, candidates: d.candidates, random: d.random, ...(d.merge && { merge: d.merge }) });
  const { levels, comparisons: C, counts, patterns } = d.candidates;
  const post = posteriorsOf(trained, d.candidates);
  for (const b of trained.besides ?? []) {
    const t = trained.joint[b.group]!; const L = d.shape.comparisons[b.comparison].levels;
    // cell totals
    const tot = new Map<number, any>();
    for (let p = 0; p < patterns; p++) { let cell = 0; t.members.forEach((c, k) => cell += levels[p * C + c] * t.strides[k]!); const r = tot.get(cell) ?? { n: 0, m: 0, e: 0, lv: new Float64Array(L), lm: new Float64Array(L) }; r.n += counts[p]; r.m += d.matches[p]; r.e += counts[p] * post[p]!; r.lv[levels[p * C + b.comparison]] += counts[p] - d.matches[p]; r.lm[levels[p * C + b.comparison]] += d.matches[p]; tot.set(cell, r); }
    console.log('beside', t.members.map(c => d.shape.comparisons[c].name).join('+'), '->', d.shape.comparisons[b.comparison].name);
    for (const [cell, r] of [...tot].sort((x, y) => (y[1].n - y[1].m) - (x[1].n - x[1].m)).slice(0, 4)) {
      console.log(' cell', t.members.map((c, k) => Math.floor(cell / t.strides[k]!) % d.shape.comparisons[c].levels).join(''), 'n', r.n, 'm', r.m, 'exp', r.e.toFixed(0), 'u', t.u[cell]!.toExponential(2), 'm', t.m[cell]!.toExponential(2));
      for (let l = 0; l < L; l++) console.log('   l', l, 'others', r.lv[l], 'share', (r.lv[l] / (r.n - r.m)).toFixed(4), 'model u', (trained.odds[b.comparison]!.u[l]! * b.lift[cell * L + l]!).toFixed(4), '| matches', r.lm[l], (r.lm[l] / r.m).toFixed(4), 'model m', (trained.odds[b.comparison]!.m[l]! * b.matchLift[cell * L + l]!).toFixed(4));
    }
  }
}
if (process.env.RULES) { const d: any = v8.deserialize(readFileSync(`/tmp/diag/${process.env['OUT'] ?? 'cache'}/${only[0]}.bin`)); for (const r of d.shape.rules) console.log(r.name, JSON.stringify(r.parts)); }
