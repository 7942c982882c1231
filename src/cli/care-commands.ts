import type { Command } from 'commander';
import { fail } from '#kernel';
import { holding, nodeRoom, number, type OfAgreement } from './holding.ts';
import { type Terminal, tell } from './output.ts';

/** Adds `suspend`, `resume`, `dispose` and `answer`: what comes beside and after a run. */
export function addCareCommands(program: Command, terminal: Terminal): void {
  program
    .command('suspend')
    .description('stop: no intake, package or run of this agreement at this node')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
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
        `Send this to the other parties, who give it to “stile node accept”: ${statement}`,
      ]);
    });
  program
    .command('resume')
    .description('lift a suspension, with a second post’s signature')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--reason <code>', 'one word, such as mended')
    .requiredOption('--post <post>', 'a person’s post, other than the one that stopped')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { reason: string; post: string }) => {
      const { resume } = await nodeRoom();
      const { agreement: bundle, reason, post } = given;
      const { statement } = await holding(terminal, given.node, given.json, (node) =>
        resume(node, { bundle, reason, post }),
      );
      tell(terminal, given.json, { ok: true, statement }, [
        `Resumed. Send this to the other parties, who give it to “stile node accept”: ${statement}`,
      ]);
    });
  program
    .command('dispose')
    .description('destroy what is due; a second person then checks and certifies it')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
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
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--run <n>', 'the number of the run, from 1')
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
