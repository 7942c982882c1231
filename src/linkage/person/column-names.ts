import type { PersonRole } from './person-roles.ts';

/** What the name of a column says of it. `other`: a fact that is known, and not used; with the reason. */
export type NameSays = { readonly role: PersonRole } | { readonly other: string } | undefined;

/** Words before and after the name proper that do not change what it is. */
const before =
  /^(?:the|patient|person|persons|people|customer|client|applicant|member|pupil|student|employee|subject|claimant|tenant|resident|account|current|home|main|primary|legal|usual|residential|contact)/;
const after =
  /(?:fake|clean|cleaned|std|standardised|standardized|raw|orig|original|text|txt|value|field|col)$/;

const truth =
  'it looks like the answer itself (which records are one person), or like a number of the record';
const someoneElse = 'it is about another person';
const event = 'it is a date, but not one of birth';
const formerName = 'a former name is not compared';

/** Tried in order on a name in lower case without spaces and signs. */
const says: readonly (readonly [RegExp, NameSays])[] = [
  [
    /^(?:mothers?|fathers?|parents?|spouses?|partners?|guardians?|nextofkin|nok|childs?|emergency|gp|doctors?)/,
    { other: someoneElse },
  ],
  [
    /^(?:nhs|nhsnumber|nhsno|nhsnum|nhsid|chi|chinumber|chino|hcn|healthcarenumber|nino|ni|ninumber|nationalinsurance(?:number|no)?|ssn|socsec(?:id|no|number)?|socialsecurity(?:number|no|id)?|passport(?:number|no)?|driv(?:ing|ers?)licen[cs]e(?:number|no)?|upn|uln|taxnumber|tin|nationalid(?:number)?|idcard(?:number)?|medicare(?:number|no)?)$/,
    { role: 'person-number' },
  ],
  [
    /^(?:true|real|gold|golden)?(?:cluster|entity|truth|gold|golden|label|class|match|matched|master|group|household|family|person|people|individual|block|duplicate|dup|rec|record|row|unique|source|dataset|index|key|uuid|guid)?(?:id|ids|identifier|number|no|num|key|ref|reference|label|index|dataset|record|entity|cluster|group|url|person)?$/,
    { other: truth },
  ],
  [
    /^(?:dob|dateofbirth|birthdate|birthdt|datebirth|birth|birthday|born|bornon|dtbirth|dtofbirth|bdate|dateborn|birthdate\w?)$/,
    { role: 'birth-date' },
  ],
  [
    /^(?:place|town|city|country|county|village)of?birth$|^birth(?:place|town|city)$|^placeofbirth$/,
    { role: 'place' },
  ],
  [
    /^(?:maiden|former|previous|prior|old|birth|alias|aka|nee)(?:sur|last|family|fore|first)?names?$|^(?:alias|aka|nee)$/,
    { other: formerName },
  ],
  [
    /^(?:first|given|fore|christian)names?1?$|^(?:fname|firstnm|given|first|forenm|gname)$/,
    { role: 'forename' },
  ],
  [
    /^(?:middle|second|secondfore|secondfirst|secondgiven|other|additional)(?:name|names|initial|initials|forename|forenames|givenname|givennames)$|^(?:mname|middle|middlenm|forenames?2|givennames?2)$/,
    { role: 'middle-names' },
  ],
  [/^(?:sur|last|family)names?$|^(?:lname|sname|lastnm|last|family|surnm)$/, { role: 'surname' }],
  [
    /^(?:full|complete|display|whole)?names?$|^(?:fullnm|firstandsurname|firstandlastname|forenameandsurname|namefull)$/,
    { role: 'full-name' },
  ],
  [/^(?:sex|gender|gendercode|sexcode|sexatbirth|genderidentity)$/, { role: 'sex' }],
  [
    /^(?:post(?:al)?(?:code|cd)|pcode|pcd|pcds|zip|zipcode|zip5|eircode|addresspostcode|addresszip)$/,
    { role: 'postcode' },
  ],
  [/^(?:street|house|building|property|flat|unit|address)(?:number|no|num|nbr)$/, { role: 'house-number' }],
  [
    /^(?:address|addr|add)(?:line)?[1-4]?$|^(?:street|streetname|road|roadname|streetaddress|addressstreet|fulladdress|houseandstreet)(?:line)?[1-3]?$/,
    { role: 'address' },
  ],
  [
    /^(?:city|town|suburb|place|locality|village|municipality|posttown|cityortown|towncity|address(?:city|town))(?:name)?$/,
    { role: 'place' },
  ],
  [
    /^(?:state|county|region|province|country|nationality|borough|localauthority|lad|council|district)(?:name|code)?$/,
    { role: 'region' },
  ],
  [/^(?:e?mail)(?:address|addr|id)?[12]?$/, { role: 'email' }],
  [
    /^(?:(?:tele|mobile|cell|home|work|daytime|contact)?(?:phone|tel|telephone|mobile|cell|mob)(?:number|no|num|nbr)?[12]?)$/,
    { role: 'phone' },
  ],
  [
    /^(?:occupation|job|jobtitle|profession|trade|ethnicity|ethnicgroup|ethnicorigin|religion|maritalstatus|language|firstlanguage)(?:code|name)?$/,
    { role: 'category' },
  ],
  [
    /(?:date|dt|time|timestamp|on|at)$|^(?:date|year|month|day|dod|deathdate|created|updated|admitted)/,
    { other: event },
  ],
];

/** The name in lower case, without what is not a letter or digit: `Date_of Birth`, `dateOfBirth` and `DATE.OF.BIRTH` alike. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');

/** What a column's name says of it; `undefined` when it says nothing that is known. */
export function readName(name: string): NameSays {
  const plain = plainName(name);
  const find = (text: string): NameSays => says.find(([pattern]) => pattern.test(text))?.[1];
  for (const text of [
    plain,
    plain.replace(after, ''),
    plain.replace(before, ''),
    plain.replace(before, '').replace(after, ''),
  ])
    if (text !== '') {
      const found = find(text);
      if (found !== undefined) return found;
    }
  return plain === '' ? { other: truth } : undefined;
}
