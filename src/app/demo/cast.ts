/** The four made-up organisations of the demonstration: their folders, names and who signs for each. */
export interface CastMember {
  /** The party's id in the agreement, and its folder. */
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly posts: readonly string[];
}

/** The second person who checks every disposal. */
export const CHECKER = 'disposal-checker';

const SUPPLIER_NAMES = ['Brightmoor Energy', 'Harbour Light and Power', 'Tarn Valley Electric'];

export const department: CastMember = {
  id: 'department',
  organisation: 'department.example',
  name: 'Department for Work and Pensions (example)',
  posts: ['information-asset-owner', 'senior-responsible-owner'],
};

export const suppliers: readonly CastMember[] = SUPPLIER_NAMES.map((name, i) => ({
  id: `supplier-${i + 1}`,
  organisation: `supplier-${i + 1}.example`,
  name,
  posts: ['authorised-signatory'],
}));

export const cast: readonly CastMember[] = [department, ...suppliers];
