export { type GeneratedFile, writeFuelPovertyExtracts, writeLinkagePeople } from './generate-command.ts';
export { type LateCommand, main } from './main.ts';
export type { Terminal } from './output.ts';
