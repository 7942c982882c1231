import type { LinkageModel } from './model.ts';

/**
 * `person/1`: people in two United Kingdom lists of up to some millions, by name, date of birth, sex, address.
 *
 * The m and u are set from common knowledge of UK names, ages and households, not from any one data set. People
 * who live together share surname, postcode and address, so these three are one comparison whose u is the rate
 * of shared homes, not the product of three rates; and a shared birthday or forename is worth less inside one
 * home (twins, father and son) than between strangers.
 */
export const defaultPersonModel: LinkageModel = {
  format: 'stile-linkage-model/1',
  name: 'person/1',
  fields: [
    { name: 'forename', kind: 'forename' },
    { name: 'surname', kind: 'surname' },
    { name: 'date_of_birth', kind: 'date' },
    { name: 'address_line', kind: 'address-line' },
    { name: 'postcode', kind: 'postcode-uk' },
    { name: 'sex', kind: 'sex', optional: true },
  ],
  blocking: [
    {
      name: 'postcode-surname',
      keys: [
        { field: 'postcode', key: 'whole' },
        { field: 'surname', key: 'soundex' },
      ],
    },
    {
      name: 'postcode-forename',
      keys: [
        { field: 'postcode', key: 'whole' },
        { field: 'forename', key: 'first-1' },
      ],
    },
    {
      name: 'birth-surname',
      keys: [
        { field: 'date_of_birth', key: 'whole' },
        { field: 'surname', key: 'soundex' },
      ],
    },
    {
      name: 'birth-forename',
      keys: [
        { field: 'date_of_birth', key: 'whole' },
        { field: 'forename', key: 'nickname' },
      ],
    },
    {
      name: 'birth-postcode',
      keys: [
        { field: 'date_of_birth', key: 'whole' },
        { field: 'postcode', key: 'outcode' },
      ],
    },
    {
      name: 'names-year',
      keys: [
        { field: 'surname', key: 'whole' },
        { field: 'forename', key: 'nickname' },
        { field: 'date_of_birth', key: 'year' },
      ],
    },
    {
      name: 'names-district',
      keys: [
        { field: 'surname', key: 'whole' },
        { field: 'forename', key: 'nickname' },
        { field: 'postcode', key: 'outcode' },
      ],
    },
  ],
  comparisons: [
    {
      name: 'forename',
      fields: ['forename', 'surname', 'postcode'],
      levels: [
        { when: 'missing' },
        {
          when: 'all',
          of: [{ when: 'exact' }, { when: 'exact', field: 'surname' }, { when: 'exact', field: 'postcode' }],
          m: '0.82',
          u: '0.006',
        },
        { when: 'exact', m: '0.82', u: '0.006', termFrequency: true },
        // Middle names on one side only, or different ones.
        { when: 'same-key', key: 'first-token', m: '0.04', u: '0.0008' },
        { when: 'same-key', key: 'nickname', m: '0.04', u: '0.001' },
        { when: 'jaro-winkler', atLeast: '0.88', m: '0.05', u: '0.006' },
        { when: 'swapped', with: 'surname', m: '0.005', u: '0.00002' },
        { when: 'initial', m: '0.03', u: '0.003' },
        { when: 'jaro-winkler', atLeast: '0.8', m: '0.01', u: '0.02' },
        { when: 'else', m: '0.01', u: '0.94' },
      ],
    },
    {
      name: 'surname-and-home',
      fields: ['surname', 'address_line', 'postcode'],
      levels: [
        {
          when: 'all',
          of: [
            { when: 'exact' },
            { when: 'exact', field: 'postcode' },
            { when: 'same-key', field: 'address_line', key: 'number' },
          ],
          m: '0.66',
          u: '0.0000012',
        },
        {
          when: 'all',
          of: [
            { when: 'exact' },
            { when: 'exact', field: 'postcode' },
            { when: 'jaro-winkler', field: 'address_line', atLeast: '0.88' },
          ],
          m: '0.04',
          u: '0.0000002',
        },
        {
          when: 'all',
          of: [{ when: 'exact' }, { when: 'exact', field: 'postcode' }],
          m: '0.04',
          u: '0.0000005',
        },
        {
          when: 'all',
          of: [
            { when: 'jaro-winkler', atLeast: '0.88' },
            { when: 'exact', field: 'postcode' },
            { when: 'same-key', field: 'address_line', key: 'number' },
          ],
          m: '0.03',
          u: '0.00000006',
        },
        {
          when: 'all',
          of: [
            { when: 'exact' },
            { when: 'damerau-levenshtein', field: 'postcode', atMost: 2 },
            { when: 'jaro-winkler', field: 'address_line', atLeast: '0.88' },
          ],
          m: '0.03',
          u: '0.0000001',
        },
        {
          when: 'all',
          of: [
            { when: 'exact', field: 'postcode' },
            { when: 'same-key', field: 'address_line', key: 'number' },
          ],
          m: '0.02',
          u: '0.0000008',
        },
        {
          when: 'all',
          of: [
            { when: 'jaro-winkler', atLeast: '0.88' },
            { when: 'exact', field: 'postcode' },
          ],
          m: '0.005',
          u: '0.0000003',
        },
        { when: 'exact', m: '0.1', u: '0.0012', termFrequency: true },
        { when: 'exact', field: 'postcode', m: '0.004', u: '0.00002' },
        { when: 'jaro-winkler', atLeast: '0.88', m: '0.01', u: '0.004' },
        { when: 'missing' },
        { when: 'else', m: '0.03', u: '0.99' },
      ],
    },
    {
      name: 'date-of-birth',
      fields: ['date_of_birth', 'surname', 'address_line', 'postcode'],
      levels: [
        { when: 'missing' },
        {
          when: 'all',
          of: [{ when: 'exact' }, { when: 'exact', field: 'surname' }, { when: 'exact', field: 'postcode' }],
          m: '0.94',
          u: '0.008',
        },
        {
          when: 'all',
          of: [
            { when: 'exact' },
            { when: 'exact', field: 'postcode' },
            { when: 'same-key', field: 'address_line', key: 'number' },
          ],
          m: '0.94',
          u: '0.008',
        },
        { when: 'exact', m: '0.94', u: '0.00004' },
        { when: 'day-month-swapped', m: '0.01', u: '0.00003' },
        { when: 'damerau-levenshtein', atMost: 1, m: '0.03', u: '0.0012' },
        { when: 'same-key', key: 'month-day', m: '0.005', u: '0.003' },
        { when: 'same-key', key: 'year-month', m: '0.005', u: '0.001' },
        { when: 'else', m: '0.01', u: '0.99' },
      ],
    },
    {
      name: 'sex',
      fields: ['sex'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.99', u: '0.5' },
        { when: 'else', m: '0.01', u: '0.5' },
      ],
    },
  ],
  priorMatchProbability: '0.000001',
  termFrequencyPriorRows: 200,
};
