/**
 * Forenames that stand for one another in the United Kingdom, one family a line, the formal name first. Common
 * knowledge, written down for this project; neither complete nor a claim that two people are one.
 */
const families = `
abigail abbie abby abi gail
alan allan allen al
albert bert bertie
alexander alexandra alex alec alick sandy xander lexi lexie sasha
alfred alf alfie fred
alice ali ally
alison allison
amanda mandy
andrew andy drew andi
angela angie ange
ann anne anna annie nan nancy hannah
anthony antony tony ant
archibald archie
arthur art artie
barbara barb babs
benjamin ben benny benji
bernard bernie
bethany beth bethan
bridget bridie biddy
bronwen bron bronwyn
cameron cam
caroline carolyn carol carrie
catherine katherine kathryn katharine catharine cathy kathy kate katie katy cath kath kitty cat kat catrin
charles charlie chas chuck
charlotte lottie lotte
christine christina chrissie tina
christopher chris kit topher
clifford cliff
daniel dan danny
danielle dani
david dave davey davy dai dafydd
deborah debra deb debbie debs
dennis denis den
derek derrick del
dorothy dot dottie dolly
douglas doug dougie
duncan dunc
edward ed eddie ted teddy ned
edwin edwyn
eileen aileen
eleanor elinor ellie nell nellie nora elin
elizabeth elisabeth liz lizzie beth betty bess eliza libby elspeth lisa lise
emily em emmy millie
emma em
eric erik
ernest ernie
eugene gene
eunice una
evan ifan
florence flo florrie flossie
frances fran francesca
francis frank frankie
frederick fredrick freddie freddy
gareth gaz garth
gary gaz garry
geoffrey jeffrey geoff jeff
george georgie
georgina georgia
gerald gerard gerry jerry
gillian jillian gill jill gilly
gladys glad
gordon gord
graham graeme grahame
gwendoline gwen gwenllian
harold harry hal
harriet hattie
helen nell helena elena
henry harry hal hank
herbert herb
hilary hillary
howard howie
hugh hughie huw
iain ian
irene renee
isabel isabella isobel isabelle bella izzy ishbel
jacqueline jackie jacqui
james jim jimmy jamie jem hamish seamus
jane janie jayne
janet jan
jason jase
jean jeanie
jennifer jen jenny jenni
jeremy jem jez
jessica jess jessie
joan joanie
joanne joanna jo joann
john johnny jack jon ian ioan evan sean shaun shane johnnie
jonathan jonathon jon jonny
joseph joe joey jo
josephine josie jo
joshua josh
joyce joy
judith judy jude
julia julie jules
justin jus
karen kaz
kathleen kath cathleen
keith kei
kenneth ken kenny
kevin kev
kimberley kimberly kim
laura lauren laurie
laurence lawrence larry laurie
leonard len lenny leo
leslie lesley les
lewis louis lew lou
lillian lilian lily
linda lynda lindy
louise lou louisa
lucy lucie
malcolm malc
margaret maggie meg peggy marge margie madge greta mairead mags marged
marilyn marylin
marjorie margery
martin martyn marty
mary molly polly maria marie mair mairi moira maire may
matthew matt mathew
maureen mo
maurice morris
megan meg meghan
melanie mel
michael mike mick micky mickey mikey micheal
michelle shell chelle
mohammed muhammad mohammad mohamed muhammed mohamad mo
muriel mu
natalie nat
natasha tasha
nathan nate nathaniel
neil neal niall
nicholas nick nicky nicolas nico
nicola nicky nikki nichola
nigel nige
norman norm
oliver ollie olly
olivia liv livvy
oscar ossie
owen owain
pamela pam pammy
patricia pat patsy tricia trish patti
patrick pat paddy pat
paul pauly
pauline paula
peter pete
philip phillip phil pip
philippa pippa pip
phyllis phil
rachel rachael rach
ralph rafe
raymond ray
rebecca becky becca bec
reginald reg reggie
rhys rees reece
richard rick dick ricky rich richie
robert bob rob bobby robbie bert rab robin
roderick rod roddy
rodney rod
roger rodge
ronald ron ronnie
rosemary rose rosie
roy royston
russell russ
ruth ruthie
samuel samantha sam sammy
sarah sara sally sal
sharon shaz
sheila shelagh
sian shan
simon si sim
sophie sophia soph
stacey stacy
stanley stan
stephanie steph
stephen steven steve stevie
stuart stewart stu
susan sue suzanne susanna susie suzie
sydney sidney sid syd
sylvia silvia
terence terry terrance tel
theodore theo
theresa teresa terri tess
thomas tom tommy tomos
timothy tim timmy
toby tobias
tracey tracy trace
valerie val
vera veronica
victor vic
victoria vicky vicki tori
vincent vince
violet vi
virginia ginny
walter wally walt
wendy wend
wilfred wilf
william will bill billy willy liam gwilym wills
winifred winnie
yvonne eve
zachary zach zac zak
`;

const familyOf = new Map<string, string>();
for (const line of families.trim().split('\n')) {
  const [formal = '', ...others] = line.split(' ');
  for (const one of [formal, ...others]) if (!familyOf.has(one)) familyOf.set(one, formal);
}

/** The formal name of a cleaned forename's family, of its first word; a name of no family stands for itself. */
export function formalName(forename: string): string {
  const space = forename.indexOf(' ');
  const first = space < 0 ? forename : forename.slice(0, space);
  return familyOf.get(first) ?? first;
}
