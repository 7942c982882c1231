const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Real postcode areas with the number of households there, roughly, in tens of thousands. */
export const postcodeAreas: readonly (readonly [area: string, households: number])[] =
  words(`B:75 M:50 LE:42 NG:48 S:57
  BS:41 CF:43 PO:36 G:52 NE:49 L:36 BT:75 SE:42 E:40 N:36 SW:39 W:25 NW:24 EC:2 WC:2 EH:39 AB:22 DD:12 KY:16 PA:14 ML:16
  FK:12 KA:16 IV:10 DG:7 TD:5 PH:7 KW:2 HS:1 ZE:1 SA:32 NP:21 LL:23 SY:15 LD:2 CH:29 WA:26 WN:13 BL:17 OL:20 SK:26 CW:14
  ST:28 TF:10 WV:17 WS:19 DY:18 WR:13 HR:8 GL:26 SN:21 BA:19 TA:15 EX:25 TQ:13 PL:23 TR:13 DT:9 BH:24 SO:29 SP:10 RG:33
  GU:31 KT:23 SL:15 HP:20 OX:25 MK:21 LU:13 AL:11 SG:17 WD:11 HA:20 UB:15 TW:21 EN:14 IG:13 RM:21 DA:18 BR:13 CR:17 SM:9
  TN:29 ME:25 CT:21 RH:23 BN:35 SS:22 CM:28 CO:18 IP:26 NR:32 CB:17 PE:38 NN:30 CV:35 DE:32 LN:13 DN:33 HU:20 YO:24 LS:33
  BD:23 WF:22 HX:7 HD:11 HG:6 DL:16 TS:26 SR:13 DH:14 CA:15 LA:15 FY:13 PR:23 BB:20`).map((pair) => {
    const [area = '', households = '1'] = pair.split(':');
    return [area, Number(households)] as const;
  });

/** Words of street names: what comes first, most common first, and the kind of street. */
export const streetNames: readonly string[] =
  words(`Church Station High Victoria Park Green Mill Manor New Queens Kings
  York School Grange Windsor Albert Alexandra George Grove Springfield North South East West London Main Broad Chapel
  Market Castle Bridge Priory Abbey Stanley Oxford Cambridge Richmond Clarence Cromwell Wellington Nelson Salisbury
  Chestnut Elm Oak Ash Beech Birch Holly Hawthorn Rowan Willow Cedar Maple Lime Laburnum Lilac Poplar Sycamore Larch
  Meadow Orchard Woodland Highfield Fairfield Hillside Brook River Lake Spring Well Hill Valley Moor Heath Common Forge
  Pound Rectory Vicarage Bishop Dean Prince Princess Duke Earl Lord Regent Coronation Jubilee Wesley Gladstone Milton
  Byron Shelley Tennyson Kipling Chaucer Wordsworth Keats Burns Scott Heol-y-Deri Ffordd-Las Maes-y-Coed St-Andrews
  St-Johns St-Marys St-Davids St-Georges Quarry Foundry Tannery Wharf Canal Dock Harbour Cliff Sandy Stony Long Short
  Upper Lower Middle Old`).map((name) => name.replace(/^St-/, 'St '));
export const streetKinds: readonly string[] =
  words(`Road Street Close Avenue Lane Drive Way Court Gardens Place
  Crescent Grove Terrace Walk Park View Rise Green Square Mews`);

/** How people shorten a kind of street. */
export const streetShort: Readonly<Record<string, string>> = {
  Road: 'Rd',
  Street: 'St',
  Close: 'Cl',
  Avenue: 'Ave',
  Lane: 'Ln',
  Drive: 'Dr',
  Court: 'Ct',
  Gardens: 'Gdns',
  Place: 'Pl',
  Crescent: 'Cres',
  Terrace: 'Terr',
  Square: 'Sq',
};
