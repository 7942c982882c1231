import { longDate } from '#kernel';
import { outcomes, permissiveness } from '../assessment.ts';
import type { LawData } from '../law-data.ts';
import type { Provisions } from '../provisions.ts';

const pages: readonly (readonly [file: string, what: string])[] = [
  [
    'powers.md',
    'the powers, in a table and then one by one: tests in the order asked, purposes, later use, offence, oversight',
  ],
  ['bodies.md', 'the organisations that the data know, with the powers that each may use'],
  ['objectives.md', 'the objectives of section 35, and for whom each is specified'],
  ['schedule-4.md', 'Schedule 4 by paragraph: public service delivery'],
  ['schedule-5.md', 'Schedule 5: fuel poverty'],
  ['schedule-6.md', 'Schedule 6: water poverty'],
  ['schedule-7.md', 'Schedule 7: debt'],
  ['schedule-8.md', 'Schedule 8: fraud'],
  ['later-use.md', 'which other uses and disclosures each chapter allows afterwards'],
  ['offences.md', 'offences, and what protects a member of staff'],
  ['neighbours.md', 'other laws under which data may be shared'],
  ['changes.md', 'everything that began, ended or changed, day by day'],
  ['examples.md', 'ten questions, answered'],
];

const outcomeWords: Readonly<Record<(typeof outcomes)[number], string>> = {
  gateway: 'the law allows it',
  'must-comply': 'a notice of the Statistics Board must be complied with',
  'must-reply': 'a request of the Statistics Board must be answered, not granted',
  'not-ready': 'the law allows it, but a step of the code of practice is not done',
  'consent-only': 'only with the consent of the revenue authority it came from',
  escalate: 'the facts are known and the law is not settled: a lawyer decides',
  unknown: 'a fact, or an entry of a list, is missing',
  'no-gateway': 'the law does not allow it under this power',
  offence: 'what is told to have been done appears to be an offence',
};

const letsGo = [
  'data may not go on these facts',
  'only after somebody else decides',
  'once the papers are done',
  'data may go now',
];

/** The first page of docs/law: what it is, how to read it, and how to change it. */
export function readmePage(law: LawData, { instruments }: Provisions): string {
  return `# Who may share what: Part 5 of the Digital Economy Act 2017

The law that Stile applies, as pages. They are generated from the same data and the same tests that \`stile assess\` uses,
so a page can't say one thing and the program another. To correct a page, edit the data in \`src/law/data\` and run
\`npm run reference\`. The summaries are in our own words; every citation links to the text of the law, and the text decides.

**Checked to ${longDate(law.checkedTo)}. Not legal advice.** A few later changes are in the data too, and are listed on
[the page of changes](changes.md) under their days; others may be missing. An answer for a later day says so.

## The pages

${pages.map(([file, what]) => `- [${file}](${file}): ${what}`).join('\n')}

The same on a terminal: \`stile law powers\`, \`body\`, \`objective\`, \`schedule\` and \`section\`, each for any day with \`--on\`.

## How to read it

- **Citations** are short: \`DEA2017 s.35(1)\` is section 35(1) of the Digital Economy Act 2017; \`DEA2017 Sch 4 para 11\` is
  paragraph 11 of Schedule 4; \`reg\` is a regulation. \`CODE\` is a step known from guidance on the codes of practice, and
  not from statute.
- **Sureness**: (M) means fairly sure, (L) not very sure. No mark means that we read it in the text, or that it follows
  plainly from what we read.
- **Days**: the first and the last day of a period are both inside it. “Since” means that no end is known.
- **Territories**: E England, W Wales, S Scotland, NI Northern Ireland. For who is listed, England, Wales and Scotland
  count together, so that a body of one can share with a body of another; Northern Ireland stands alone.
- **May** is not **must**. Only the statistics chapter says must: reply to a request (45B), comply with a notice (45C, 45D).
- A power is not a lawful basis under data protection law. You need both.

| short | title | |
|---|---|---|
${instruments.map(({ id, title, address }) => `| \`${id}\` | ${title} | [text](${address}) |`).join('\n')}

## What an answer means

An answer is one of these. The number says how far it lets data go: ${letsGo.map((words, i) => `${i} ${words}`).join('; ')}.

| answer | | meaning |
|---|---|---|
${outcomes.map((one) => `| ${one} | ${permissiveness[one]} | ${outcomeWords[one]} |`).join('\n')}

To take a fact away never moves an answer up this scale, unless the answer says that it took that fact as not alleged: a
breach of data protection law of which nothing was said, for example.

**What beats what**: a test that fails, even when other facts are missing; then a missing fact; then law that is not
settled; then a consent that only a revenue authority can give; then a step of the code of practice that is not done. A step of the code of
which nothing is said leaves the answer as it is.

**Order of the questions**: is the power in force for the territory and the day; who are the two bodies; are both listed;
is there an objective, in force and specified for both; the purpose; the conditions of the section; limits to named
functions and to services provided; data protection and interception law; then later use, revenue authorities first; then readiness.

## How to add a regulation

New regulations are new data; no code changes. Suppose that regulations of 2027, SI 2027/999, set an objective “School
meals” from 1 March 2027, for the Department for Work and Pensions and English county councils:

1. In \`src/law/data/provisions.json\`, list the instrument with its provisions, so that citations of it resolve:

   \`\`\`json
   {"id": "SI2027/999", "title": "Digital Services (School Meals) Regulations 2027",
    "address": "https://www.legislation.gov.uk/uksi/2027/999", "from": "2027-02-20", "complete": true,
    "covers": "all", "regulations": {"1": {"heading": "Extent", "sub": []}, "2": {"heading": "Objective", "sub": []},
    "3": {"heading": "Specified persons", "sub": ["(1)", "(2)"]}}}
   \`\`\`

2. In \`src/law/data/objectives.json\`, add the objective:

   \`\`\`json
   {"id": "school-meals", "title": "School meals", "citation": "SI2027/999 reg 2",
    "definition": "Finding families whose children may have free school meals, and telling them.",
    "purposes": ["school-meals-contact"], "extent": "SI2027/999 reg 1",
    "inForce": [{"territories": ["E"], "from": "2027-03-01"}],
    "allocation": {"citation": "SI2027/999 reg 3(1)", "paragraphs": ["7", "11"],
                   "providers": "SI2027/999 reg 3(2)", "uncertain": []}}
   \`\`\`

3. If the regulations add a body to a Schedule, add the paragraph to \`paragraphs.json\` with its \`inForce\` days, and its
   class to \`classes.json\`. A changed wording is a second record: the old one gets a \`to\`, the new one a \`from\`.
4. Say how sure you are: \`"sureness": "M"\` on the record, or \`{"allocation": "M"}\` for one member of it.
5. Run \`npm run reference\` and \`npm test\`. Then \`stile law objective "school meals" --on 2027-03-01\`, and
   \`stile assess\` for that day.

When everything up to a later day has been checked, move \`checkedTo\` in \`about.json\`. A new *power* needs data and a file
of tests in \`src/law/rules\`.

## What is not verified

- Nothing after about June 2025 was read, but for SI 2026/126 and section 123 of the Data (Use and Access) Act 2025. No
  live website was read. Which bodies or objectives Northern Ireland has had since 12 February 2026 is not known.
- How section 35 now reads as one text: section 123 was read and applied here by hand.
- The transfer order SI 2023/424: which functions are “relevant” functions, and how far old references carry over to the
  new departments.
- Whether a range such as “10 to 16” takes in a paragraph put between later, such as 14A of Schedule 4; how paragraph 11 of Schedule 8 now reads.
- Former wordings of paragraphs that were replaced: some are from memory, and are marked.
- To which territories Part 3 of Schedules 7 and 8 extends: no note was found, and England, Wales and Scotland are assumed.
  Of Scottish and Welsh instruments only the effects were read.
- Section 45 of the Statistics and Registration Service Act 2007 as amended, and the penalties of its section 39; section 19
  of the Commissioners for Revenue and Customs Act 2005; section 275 of the National Health Service Act 2006; which
  non-ministerial departments count as departments for civil registration.
- The codes of practice themselves: the steps come from guidance about them.
- The class of some organisations: unitary councils, fire authorities, agencies, the companies that hold supply licences.

${law.licence}
`;
}
