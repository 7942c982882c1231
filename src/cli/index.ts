export { writeFuelPovertyExtracts, type GeneratedFile } from './generate-command.ts';
