const WIDTH = 80;

/** A text after its head, in lines of at most 80 columns; later lines stand under the text. */
export function wrapped(head: string, text: string): string {
  const rows: string[] = [];
  let row = head;
  for (const word of text.split(' ')) {
    const bare = row.length === head.length;
    if (!bare && row.length + 1 + word.length > WIDTH) {
      rows.push(row);
      row = ' '.repeat(head.length) + word;
    } else row += bare ? word : ` ${word}`;
  }
  return [...rows, row].join('\n');
}
