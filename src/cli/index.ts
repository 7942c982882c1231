export { type GeneratedFile, writeFuelPovertyExtracts, writeLinkagePeople } from './generate-command.ts';
export { type CommandFamily, main } from './main.ts';
export type { Terminal } from './output.ts';
