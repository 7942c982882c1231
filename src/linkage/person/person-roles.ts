/** What a column of a table about people holds. */
export const personRoles = [
  'forename',
  'surname',
  'middle-names',
  'full-name',
  'birth-date',
  'birth-day',
  'postcode-uk',
  'postcode',
  'house-number',
  'address',
  'place',
  'region',
  'sex',
  'phone',
  'email',
  'person-number',
  'category',
] as const;
export type PersonRole = (typeof personRoles)[number];

/** A column that the person model uses, by the name it has in the table. */
export interface RoleColumn {
  readonly column: string;
  readonly role: PersonRole;
  /** Dates that are written as 1980-02-29 already: they are left as they stand, so that a mistyped one still counts. */
  readonly iso?: boolean;
}
