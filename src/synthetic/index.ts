export { benefitCodes, qualifyingBenefits } from './awards.ts';
export { toCsvLine } from './csv.ts';
export {
  type Extract,
  type FuelPoverty,
  type FuelPovertyOptions,
  generateFuelPoverty,
} from './fuel-poverty.ts';
export { generatePopulation, type Home, type Household, type Person } from './household.ts';
export { generateLinkagePeople, type LinkagePeople, type LinkagePeopleOptions } from './linkage-people.ts';
