export { toCsvLine } from './csv.ts';
export {
  benefitCodes,
  type Extract,
  type FuelPoverty,
  type FuelPovertyOptions,
  generateFuelPoverty,
  qualifyingBenefits,
} from './fuel-poverty.ts';
export { generatePopulation, type Home, type Household, type Person } from './household.ts';
