import type { ErrorGroup } from './define.ts';

/** Extracts, sealed packages and the process's own memory. No placeholder ever takes a value from a row. */
export const nodeDataErrors = {
  EXTRACT_NOT_FOUND: {
    exit: 4,
    what: 'There is no file {path}.',
    cure: 'Check the name and the folder.',
  },
  EXTRACT_NOT_ALLOWED: {
    exit: 4,
    what: 'The file {path} could not be opened ({reason}).',
    cure: 'Ask for permission to read it, or run the command as the account that may.',
  },
  EXTRACT_NOT_A_FILE: {
    exit: 4,
    what: '{path} is not a plain file.',
    cure: 'Give the name of the extract itself, not of a folder, pipe or device.',
  },
  EXTRACT_FORMAT_UNKNOWN: {
    exit: 2,
    what: 'The name of {path} does not tell what kind of file it is.',
    cure: 'Say it with --format csv, parquet, jsonl or excel. Old Excel files (.xls) and packed files must be saved as one of these first.',
  },
  EXTRACT_FORMAT_DIFFERS: {
    exit: 4,
    what: '{path} does not hold what its name or --format says: it is not {format}.',
    cure: 'Give the file its right ending, or say what it is with --format.',
  },
  EXTRACT_EMPTY: {
    exit: 4,
    what: 'The file {path} is empty.',
    cure: 'Make the extract again.',
  },
  EXTRACT_TOO_OLD: {
    exit: 3,
    what: 'The file {path} was last written {days} days ago; the agreement allows {limit}.',
    cure: 'Make a new extract.',
  },
  EXTRACT_CHANGED: {
    exit: 4,
    what: 'The file {path} was changed or replaced while it was read. Nothing was prepared from it.',
    cure: 'Wait until the program that writes it has finished, then run the command again.',
  },
  EXTRACT_ENCODING_UNKNOWN: {
    exit: 4,
    what: 'The text in {path} is not UTF-8 (first seen in line {line}).',
    cure: 'Save the file as UTF-8, or say how it was saved: --encoding windows-1252 (usual for Windows), latin-1, utf-16le or utf-16be.',
  },
  EXTRACT_OPTION_UNKNOWN: {
    exit: 2,
    what: '“{value}” is not a value of --{option}.',
    cure: 'Use one of these: {values}.',
  },
  EXTRACT_ENCODING_WRONG: {
    exit: 4,
    what: 'The text in {path} is not {encoding}, though that was asked for.',
    cure: 'Say the encoding in which the file was saved, or leave --encoding out.',
  },
  EXTRACT_ENCODING_CONFLICT: {
    exit: 2,
    what: '--encoding says {declared}, but {path} begins with the mark of {marked}.',
    cure: 'Leave --encoding out.',
  },
  EXTRACT_ROW_TOO_LONG: {
    exit: 4,
    what: 'Row {row} of {path} is longer than {limit} bytes.',
    cure: 'Look for a quotation mark that is not closed in this row or the one before, and check that the file is what its name says.',
  },
  EXTRACT_QUOTE_OPEN: {
    exit: 4,
    what: 'In row {row} of {path} a quotation mark is opened and never closed, so that the rest of the file is one cell.',
    cure: 'Close the quotation mark, or write it twice if it belongs to the text.',
  },
  EXTRACT_JSON_FIRST_LINE: {
    exit: 4,
    what: 'The first line of {path} is not a JSON object.',
    cure: 'Write one object a line, with the agreement’s field names as members.',
  },
  EXTRACT_EXCEL_TOO_LARGE: {
    exit: 4,
    what: 'The workbook {path} has {bytes} bytes; the most that can be read is {limit}.',
    cure: 'Save it as CSV (UTF-8).',
  },
  EXTRACT_EXCEL_UNREADABLE: {
    exit: 4,
    what: '{path} could not be read as an Excel workbook. It may be damaged or have a password.',
    cure: 'Open it in Excel, and save it without a password as .xlsx or as CSV (UTF-8).',
  },
  EXTRACT_EXCEL_SHEETS: {
    exit: 4,
    what: 'The workbook {path} has {count} sheets with something in them, so it is not clear which one is the extract.',
    cure: 'Keep only the sheet with the extract.',
  },
  EXTRACT_PARQUET_UNREADABLE: {
    exit: 4,
    what: '{path} could not be read as Parquet. It may be damaged or cut short.',
    cure: 'Make the extract again.',
  },
  EXTRACT_PARQUET_NESTED: {
    exit: 4,
    what: 'Column {position} of {path} holds lists, structures or raw bytes.',
    cure: 'Make the extract again with one plain value in each column.',
  },
  EXTRACT_DELIMITER: {
    exit: 4,
    what: 'The columns of {path} are not divided by commas.',
    cure: 'Save the file as comma-separated values (CSV).',
  },
  EXTRACT_COLUMNS_MISSING: {
    exit: 4,
    what: 'The agreement asks for columns that {path} does not have: {columns}.',
    cure: 'Add them with exactly these names. If they are there, check that the first row holds the names.',
  },
  EXTRACT_COLUMN_CASE: {
    exit: 4,
    what: 'Column {position} of {path} is nearly called “{column}”, but capitals, blanks, hyphens or underscores differ.',
    cure: 'Write its name exactly as the agreement does: {column}.',
  },
  EXTRACT_COLUMN_TWICE: {
    exit: 4,
    what: '{path} has two columns called “{column}” (columns {positions}).',
    cure: 'Remove or rename the one that the agreement does not mean.',
  },
  EXTRACT_LOOKS_LIKE_IDENTIFIER: {
    exit: 3,
    what: 'Column {position} “{column}” of {path} is not in the agreement and seems to hold {kind}. Nothing was prepared.',
    cure: 'Make the extract again without this column.',
  },
  EXTRACT_REJECTED: {
    exit: 4,
    what: '{rejected} of {rows} rows of {path} were rejected, or have a date that can’t be read; the agreement lets {limit} in a thousand pass. By rule: {details}.',
    cure: 'Correct these rows where they come from, then make the extract again.',
  },
  EXTRACT_NO_ROWS: {
    exit: 4,
    what: '{path} holds column names and no rows.',
    cure: 'Make the extract again.',
  },
  EXTRACT_NO_ROWS_LEFT: {
    exit: 3,
    what: 'No row of {path} is left after the checks and the exclusions.',
    cure: 'Check that this is the right extract.',
  },
  EXTRACT_TOO_FEW_ROWS: {
    exit: 3,
    what: 'After the checks and the exclusions {path} has {rows} rows; the agreement asks for at least {limit}, so that a person does not stand out.',
    cure: 'Check that this is the right extract. If it is, the parties must agree a lower limit.',
  },
  EXTRACT_TOO_MANY_ROWS: {
    exit: 3,
    what: 'After the checks and the exclusions {path} has {rows} rows; the agreement allows at most {limit}.',
    cure: 'Narrow the extract as the agreement says. If all rows are needed, the parties must agree a higher limit.',
  },
  PACKAGE_EXISTS: {
    exit: 2,
    what: 'There is already a file at {path}.',
    cure: 'Choose another name, or move the file away: a package is never overwritten.',
  },
  PACKAGE_NO_SPACE: {
    exit: 4,
    what: 'The disk is full: {path} could not be written. Nothing was left behind.',
    cure: 'Free some space, or write to another disk, then run the command again.',
  },
  PACKAGE_CANNOT_WRITE: {
    exit: 4,
    what: '{path} could not be written ({reason}). Nothing was left behind.',
    cure: 'Check that the folder exists and that you may write to it.',
  },
  PACKAGE_RECIPIENT_INVALID: {
    exit: 4,
    what: '“{recipient}” is not an age public key.',
    cure: 'Use the key from the operator’s intake record; it begins with age1.',
  },
  PACKAGE_IDENTITY_INVALID: {
    exit: 4,
    what: 'The secret key for opening packages is not an age identity.',
    cure: 'Use the identity that was made for this run; it begins with AGE-SECRET-KEY-1.',
  },
  PACKAGE_UNREADABLE: {
    exit: 4,
    what: 'The package {path} could not be read ({reason}).',
    cure: 'Check the name, and that you may read the file.',
  },
  PACKAGE_TOO_LARGE: {
    exit: 5,
    what: 'The package {path} has {bytes} bytes; the most allowed is {limit}.',
    cure: 'Ask the sender whether this is the right file.',
  },
  PACKAGE_SEALED_TO_ANOTHER: {
    exit: 5,
    what: 'The package {path} is not sealed to this run’s key.',
    cure: 'Check the run number, and ask the sender to seal the package to the key in this run’s intake record.',
  },
  PACKAGE_DAMAGED: {
    exit: 5,
    what: 'The package {path} is cut short or was changed after it was sealed. Nothing in it was used.',
    cure: 'Ask the sender to send it again, and compare the digests of both files.',
  },
  PACKAGE_CONTENTS_DIFFER: {
    exit: 5,
    what: 'The package {path} does not hold what its manifest says: {reason}. Nothing in it was used.',
    cure: 'Ask the sender to prepare the package again, and report it if they did not make this one.',
  },
  PACKAGE_PART_DIFFERS: {
    exit: 5,
    what: 'In the package {path}, {part} is not the file that the sender signed for. Nothing in it was used.',
    cure: 'Ask the sender to prepare the package again, and report it if they did not make this one.',
  },
  PACKAGE_PART_UNREADABLE: {
    exit: 5,
    what: 'In the package {path}, {part} is not in the form that stile-package/1 asks for: {reason}.',
    cure: 'Ask the sender to prepare the package again with Stile.',
  },
  MEMORY_DEBUGGER: {
    exit: 2,
    what: 'A debugger is open on this process: whoever connects to it could read the data.',
    cure: 'Start the command again without --inspect.',
  },
  MEMORY_WRITES_HEAP: {
    exit: 2,
    what: 'Node was started with {option}, which can write the data in its memory to disk.',
    cure: 'Start the command again without it; look in NODE_OPTIONS too.',
  },
  MEMORY_CORE_DUMPS: {
    exit: 2,
    what: 'Core dumps could not be switched off: if the process fails, its memory could be written to disk.',
    cure: 'Install util-linux (prlimit), or run “ulimit -c 0” in the same shell first.',
  },
  MEMORY_SHORT: {
    exit: 4,
    what: 'This takes about {needed} MB of memory, and {available} MB are free. Nothing is ever put on disk to make room.',
    cure: 'Close other programs, use a larger machine, or agree to share fewer rows at a time.',
  },
} as const satisfies ErrorGroup;
