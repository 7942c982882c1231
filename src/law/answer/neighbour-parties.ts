interface Parties {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
}

/** By whom, and to whom, a neighbouring power lets information go, as classes or kinds; nothing said means anyone. */
export const partiesOf: Readonly<Record<string, Parties>> = {
  'wra2012-s131': { from: ['sos-dwp', 'local'], to: ['sos-dwp', 'local'] },
  'wra2012-s127': { from: ['sos-dwp', 'hmrc'], to: ['sos-dwp', 'hmrc'] },
  'ssaa1992-s7b': { from: ['sos-dwp', 'local'] },
  'ssaa1992-s122c': { from: ['sos-dwp', 'local'], to: ['sos-dwp', 'local'] },
  'pa2008-s142': { from: ['sos-dwp'], to: ['utility'] },
  'lga1972-s111': { from: ['local'] },
  'la2011-s1': { from: ['local'] },
  'ca2004-s10-11': { from: ['local', 'police', 'health', 'education'] },
  'ca2014-s6-7': { from: ['local', 'police', 'health', 'uk-department'] },
  'cda1998-s115': { to: ['local', 'police', 'health'] },
  'childcare2006-s13a': { from: ['sos-dwp', 'hmrc'] },
  'ea1996-s537a': { from: ['education', 'sos-education'] },
  'crca2005-s18': { from: ['hmrc'] },
  'srsa2007-s42-43': { to: ['statistics-board'] },
  'hsca2012-s251b': { from: ['health', 'local'], to: ['health', 'local'] },
};
