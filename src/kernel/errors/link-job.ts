import type { ErrorGroup } from './define.ts';

/** Rows are counted from 1 without the header. No placeholder ever takes a value from a row. */
export const linkJobErrors = {
  LINK_JOB_FORMAT_UNKNOWN: {
    exit: 2,
    what: 'The name {path} does not tell what kind of file it is.',
    cure: 'Use a name that ends in {endings}.',
  },
  LINK_JOB_FILE_MISSING: {
    exit: 4,
    what: 'There is no file {path}.',
    cure: 'Check the name and the folder.',
  },
  LINK_JOB_NOT_A_FILE: {
    exit: 4,
    what: '{path} is not a plain file.',
    cure: 'Give the name of the file itself, not of a folder, pipe or device.',
  },
  LINK_JOB_FILE_UNREADABLE: {
    exit: 4,
    what: 'The file {path} could not be read ({reason}).',
    cure: 'Ask for permission to read it, or run the command as the account that may.',
  },
  LINK_JOB_MODEL_NOT_JSON: {
    exit: 4,
    what: '{path} is no linkage model, because it is not JSON: {reason}.',
    cure: 'Give a model that “stile link” has saved, or that Splink has saved with save_model_to_json.',
  },
  LINK_JOB_GZIP_DAMAGED: {
    exit: 4,
    what: 'The file {path} could not be unpacked: it is damaged, cut short or not gzip.',
    cure: 'Make the file again, or unpack it first.',
  },
  LINK_JOB_CSV_EMPTY: {
    exit: 4,
    what: 'The file {path} has no first row with the names of the columns.',
    cure: 'Make the file again with a header.',
  },
  LINK_JOB_CSV_HEADER: {
    exit: 4,
    what: 'The first row of {path} is not a row of column names: {reason}.',
    cure: 'Save the file as comma-separated values (CSV) in UTF-8, with the names of the columns in the first row.',
  },
  LINK_JOB_CSV_ENCODING: {
    exit: 4,
    what: 'The text in {path} is not UTF-8 (first seen in row {row}, the header not counted).',
    cure: 'Save the file as UTF-8.',
  },
  LINK_JOB_CSV_RAGGED: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, has {cells} cells where the header has {columns}.',
    cure: 'Correct the row. Put text that has a comma or a line break in it in quotation marks.',
  },
  LINK_JOB_CSV_QUOTE: {
    exit: 4,
    what: 'In row {row} of {path}, the header not counted, a cell goes on after its closing quotation mark.',
    cure: 'Write a quotation mark that belongs to the text twice.',
  },
  LINK_JOB_CSV_QUOTE_OPEN: {
    exit: 4,
    what: 'In row {row} of {path}, the header not counted, a quotation mark is opened and never closed.',
    cure: 'Close the quotation mark, or write it twice if it belongs to the text.',
  },
  LINK_JOB_CSV_ROW_TOO_LONG: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, is longer than {limit} bytes.',
    cure: 'Look for a quotation mark that is not closed in this row or the one before.',
  },
  LINK_JOB_PARQUET_UNREADABLE: {
    exit: 4,
    what: '{path} could not be read as Parquet. It may be damaged, cut short or hold text that is not UTF-8.',
    cure: 'Make the file again.',
  },
  LINK_JOB_COLUMN_TWICE: {
    exit: 4,
    what: 'Columns {first} and {second} of {path} have the same name.',
    cure: 'Give each column a name of its own.',
  },
  LINK_JOB_COLUMN_MISSING: {
    exit: 4,
    what: 'No table has a column “{column}”.',
    cure: 'Add it, or use one of these: {columns}.',
  },
  LINK_JOB_COLUMN_ABSENT: {
    exit: 4,
    what: '{path} has no column “{column}”. Its columns are: {columns}.',
    cure: 'Give the file as Stile wrote it, or name its columns so.',
  },
  LINK_JOB_NUMBER_INVALID: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, has no {kind} in the column “{column}”.',
    cure: 'Give the file as Stile wrote it, or correct the row.',
  },
  LINK_JOB_RECORD_INVALID: {
    exit: 4,
    what: '{path} is not a record to look for: {reason}.',
    cure: 'Give a CSV file with a header, or a JSON object with a text for each column: {columns}.',
  },
  LINK_JOB_WORK_UNUSABLE: {
    exit: 4,
    what: 'The folder {folder} cannot be used to keep work in ({reason}).',
    cure: 'Give another folder, or make room on its disk.',
  },
  LINK_JOB_ID_UNKNOWN: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, names in “{column}” a record that is not in {records}.',
    cure: 'Give the records that the file was made from; of two files, in the same order.',
  },
  LINK_JOB_RECORD_TWICE: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, has a record that an earlier row has.',
    cure: 'Give each record one cluster. Ids of two files are told apart by the column “source”.',
  },
  LINK_JOB_RECORDS_WITHOUT_CLUSTER: {
    exit: 4,
    what: '{count} of the {rows} records of {records} are in no cluster of {path}; the first is in row {row}, the header not counted.',
    cure: 'Give the clusters of all these records, as “stile link match” or “stile link add” wrote them.',
  },
  LINK_JOB_SOURCES_DIFFER: {
    exit: 4,
    what: '{path} has clusters of {before} file(s), and {now} are linked now.',
    cure: 'Give the clusters of an earlier run over as many files.',
  },
  LINK_JOB_ID_MISSING: {
    exit: 4,
    what: '{path} has no column {wanted} to tell its records apart. Its columns are: {columns}.',
    cure: 'Add the column, or say with --id which one it is.',
  },
  LINK_JOB_RECORD_UNKNOWN: {
    exit: 4,
    what: '{path} has no record with the id that was asked for.',
    cure: 'Give an id as it stands in the file; with two files, --left is of the first and --right of the second.',
  },
  LINK_JOB_ID_AMBIGUOUS: {
    exit: 4,
    what: '{path} has a column “id” and a column “unique_id”.',
    cure: 'Say with --id which one tells the records apart.',
  },
  LINK_JOB_ID_EMPTY: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, has nothing in the id column “{column}”.',
    cure: 'Give every record an id.',
  },
  LINK_JOB_ID_TWICE: {
    exit: 4,
    what: 'Row {row} of {path}, the header not counted, has the same id as row {first} (column “{column}”).',
    cure: 'Give every record of the file an id of its own.',
  },
  LINK_JOB_TOO_MUCH_TEXT: {
    exit: 4,
    what: 'A column has more than 4 GiB of different values.',
    cure: 'Leave the column out, or shorten its values.',
  },
  LINK_JOB_TOO_MANY_ROWS: {
    exit: 4,
    what: 'The tables have more than {limit} rows together.',
    cure: 'Link them in parts.',
  },
  LINK_JOB_TRUTH_COLUMNS: {
    exit: 4,
    what: '{path} does not say who is who: it needs the column of ids and a column “cluster” or “cluster_id”, or the columns “id_l” and “id_r”.',
    cure: 'Give each record’s id with a number or name for the person it is of, or pairs of ids that are of one person.',
  },
  LINK_JOB_TRUTH_INCOMPLETE: {
    exit: 4,
    what: '{path} does not say of which person {unnamed} of the records are.',
    cure: 'Name every record once, or give pairs of ids: then a record in no pair is a person alone.',
  },
  LINK_JOB_TRUTH_AMBIGUOUS: {
    exit: 4,
    what: 'The two files of records have ids in common, so {path} does not say which record is meant.',
    cure: 'Give pairs of ids in its place: “id_l” of the first file and “id_r” of the second.',
  },
  LINK_JOB_OUT_FOLDER_MISSING: {
    exit: 4,
    what: 'There is no folder {folder} to write to.',
    cure: 'Make the folder, or give another name.',
  },
  LINK_JOB_OUT_UNWRITABLE: {
    exit: 4,
    what: 'The file {path} could not be written ({reason}).',
    cure: 'Look whether it is a folder, whether the disk is full and whether you may write there, or give another name.',
  },
} as const satisfies ErrorGroup;
