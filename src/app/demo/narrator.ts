/** Tells the demonstration's story to a person, or nothing at all where a program listens. */
export interface Narrator {
  /** A numbered heading: what happens now, in one sentence. */
  step(heading: string): void;
  /** A line under it. */
  line(text: string): void;
  /** A command that would do the same. */
  command(text: string): void;
  /** Text that is shown as it is, indented. */
  quote(text: string): void;
}

export const silentNarrator: Narrator = { step() {}, line() {}, command() {}, quote() {} };

export function plainNarrator(print: (text: string) => void, colour: boolean): Narrator {
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  let number = 0;
  return {
    step: (heading) => print(`\n${paint(1, `${++number}. ${heading}`)}`),
    line: (text) => print(`   ${text}`),
    command: (text) => print(`   ${paint(36, `$ ${text}`)}`),
    quote: (text) =>
      print(
        text
          .trimEnd()
          .split('\n')
          .map((line) => paint(2, `   │ ${line}`))
          .join('\n'),
      ),
  };
}
