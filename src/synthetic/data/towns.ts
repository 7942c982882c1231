/** Post towns by postcode area, the largest first. */
export const townsByArea: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  `B:Birmingham,Solihull,Sutton Coldfield,Redditch;M:Manchester,Salford,Sale;LE:Leicester,Loughborough,Hinckley
NG:Nottingham,Mansfield,Newark,Grantham;S:Sheffield,Rotherham,Barnsley,Chesterfield;BS:Bristol,Weston-super-Mare,Clevedon
CF:Cardiff,Barry,Pontypridd,Bridgend;PO:Portsmouth,Chichester,Bognor Regis,Newport;G:Glasgow,Clydebank,Dumbarton
NE:Newcastle upon Tyne,Gateshead,South Shields,Morpeth;L:Liverpool,Bootle,Prescot,Ormskirk
BT:Belfast,Derry,Newry,Lisburn,Ballymena,Bangor,Omagh;SE:London;E:London;N:London;SW:London;W:London;NW:London;EC:London
WC:London;EH:Edinburgh,Livingston,Musselburgh;AB:Aberdeen,Peterhead,Fraserburgh;DD:Dundee,Arbroath,Montrose
KY:Kirkcaldy,Dunfermline,St Andrews;PA:Paisley,Greenock,Oban;ML:Motherwell,Hamilton,Airdrie
FK:Falkirk,Stirling,Alloa;KA:Kilmarnock,Ayr,Irvine;IV:Inverness,Elgin,Nairn;DG:Dumfries,Stranraer,Annan
TD:Galashiels,Hawick,Berwick-upon-Tweed;PH:Perth,Pitlochry,Fort William;KW:Kirkwall,Wick,Thurso;HS:Stornoway
ZE:Lerwick;SA:Swansea,Llanelli,Carmarthen,Haverfordwest;NP:Newport,Cwmbran,Ebbw Vale,Caldicot
LL:Llandudno,Wrexham,Bangor,Rhyl,Holyhead;SY:Shrewsbury,Aberystwyth,Oswestry;LD:Llandrindod Wells,Brecon
CH:Chester,Birkenhead,Wallasey,Mold;WA:Warrington,Widnes,St Helens,Altrincham;WN:Wigan,Leigh,Skelmersdale
BL:Bolton,Bury;OL:Oldham,Rochdale,Ashton-under-Lyne;SK:Stockport,Macclesfield,Hyde;CW:Crewe,Nantwich,Northwich
ST:Stoke-on-Trent,Stafford,Newcastle;TF:Telford,Newport;WV:Wolverhampton,Bilston,Willenhall;WS:Walsall,Cannock,Lichfield
DY:Dudley,Stourbridge,Kidderminster;WR:Worcester,Malvern,Evesham;HR:Hereford,Leominster,Ledbury
GL:Gloucester,Cheltenham,Stroud,Cirencester;SN:Swindon,Chippenham,Devizes;BA:Bath,Frome,Yeovil,Trowbridge
TA:Taunton,Bridgwater,Minehead;EX:Exeter,Exmouth,Barnstaple,Tiverton;TQ:Torquay,Paignton,Newton Abbot
PL:Plymouth,Saltash,St Austell;TR:Truro,Falmouth,Penzance;DT:Dorchester,Weymouth,Bridport
BH:Bournemouth,Poole,Christchurch;SO:Southampton,Eastleigh,Winchester;SP:Salisbury,Andover
RG:Reading,Basingstoke,Newbury,Wokingham;GU:Guildford,Woking,Farnham,Aldershot
KT:Kingston upon Thames,Epsom,Leatherhead;SL:Slough,Maidenhead,Windsor;HP:Hemel Hempstead,High Wycombe,Aylesbury
OX:Oxford,Banbury,Witney,Abingdon;MK:Milton Keynes,Bedford,Buckingham;LU:Luton,Dunstable,Leighton Buzzard
AL:St Albans,Hatfield,Welwyn Garden City;SG:Stevenage,Hitchin,Letchworth Garden City;WD:Watford,Rickmansworth,Bushey
HA:Harrow,Wembley,Pinner;UB:Southall,Uxbridge,Hayes;TW:Twickenham,Hounslow,Richmond;EN:Enfield,Barnet,Waltham Cross
IG:Ilford,Barking,Loughton;RM:Romford,Dagenham,Grays;DA:Dartford,Gravesend,Bexleyheath;BR:Bromley,Orpington,Beckenham
CR:Croydon,Mitcham,Purley;SM:Sutton,Morden,Wallington;TN:Tonbridge,Tunbridge Wells,Ashford,Hastings
ME:Maidstone,Chatham,Gillingham,Sittingbourne;CT:Canterbury,Margate,Dover,Folkestone;RH:Redhill,Crawley,Horsham
BN:Brighton,Hove,Worthing,Eastbourne;SS:Southend-on-Sea,Basildon,Rayleigh;CM:Chelmsford,Brentwood,Harlow
CO:Colchester,Clacton-on-Sea,Sudbury;IP:Ipswich,Bury St Edmunds,Felixstowe;NR:Norwich,Great Yarmouth,Lowestoft
CB:Cambridge,Ely,Newmarket;PE:Peterborough,Huntingdon,Boston,Spalding;NN:Northampton,Kettering,Wellingborough
CV:Coventry,Rugby,Nuneaton,Leamington Spa;DE:Derby,Burton-on-Trent,Ilkeston;LN:Lincoln,Gainsborough,Louth
DN:Doncaster,Scunthorpe,Grimsby,Goole;HU:Hull,Beverley,Bridlington;YO:York,Scarborough,Selby,Malton
LS:Leeds,Wetherby,Otley;BD:Bradford,Keighley,Skipton;WF:Wakefield,Dewsbury,Pontefract;HX:Halifax,Brighouse
HD:Huddersfield,Holmfirth;HG:Harrogate,Ripon;DL:Darlington,Richmond,Northallerton;TS:Middlesbrough,Stockton-on-Tees,Redcar
SR:Sunderland,Seaham;DH:Durham,Chester le Street;CA:Carlisle,Workington,Penrith;LA:Lancaster,Morecambe,Kendal
FY:Blackpool,Lytham St Annes;PR:Preston,Chorley,Southport;BB:Blackburn,Burnley,Accrington`
    .split(/[;\n]/)
    .map((line) => {
      const [area = '', towns = ''] = line.trim().split(':');
      return [area, towns.split(',')] as const;
    }),
);
