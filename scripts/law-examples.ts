import { answerMarkdown, answerOf, assess, lawData, parseFacts } from '#law';
import examples from '../src/law/answer/examples.json' with { type: 'json' };

/** The page with ten questions and the answers that Stile gives to them. */
export function lawExamples(): string {
  const answers = examples.flatMap(({ title, scenario, facts }, at) => {
    const read = parseFacts(facts);
    const answer = answerOf(read, assess(read, lawData), lawData);
    return [`## ${at + 1}. ${title}`, '', `> ${scenario}`, '', answerMarkdown(answer, 3), ''];
  });
  return [
    '# Can we share? Ten answers',
    '',
    'What Stile answers to ten questions about Part 5 of the Digital Economy Act 2017. A council officer should be able to act',
    'on each, and a lawyer to check it: every provision links to its text. None of this is legal advice.',
    '',
    ...answers,
  ].join('\n');
}
