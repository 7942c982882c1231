const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export type Cohort = 'older' | 'middle' | 'younger';

/** Men's and women's forenames by birth cohort (before 1960, 1960 to 1984, 1985 and later), most common first. */
export const forenames: Readonly<Record<'m' | 'f', Readonly<Record<Cohort, readonly string[]>>>> = {
  m: {
    older:
      words(`John David Michael Peter Robert Alan William Brian James Anthony Kenneth Roy Ronald George Derek
      Keith Thomas Raymond Dennis Geoffrey Colin Graham Barry Malcolm Terence Richard Roger Christopher Stephen Trevor
      Patrick Frank Edward Arthur Charles Norman Leslie Gordon Stanley Albert Donald Harold Douglas Eric Frederick
      Gerald Ernest Philip Reginald Maurice Bernard Leonard Harry Joseph Walter Jack Cyril Hugh Francis Alexander Ian
      Neil Clive Gwyn Dafydd Emlyn Hywel Idris Seamus Sean Angus Hamish Mohammed Ahmed Abdul Singh Krishna Winston
      Stanislaw Józef Giovanni André Cecil Percy Horace Sidney Wilfred Cuthbert`),
    middle:
      words(`David Paul Andrew Mark Stephen Michael Ian John Christopher Richard Robert Simon Gary Kevin Steven
      James Anthony Peter Jason Darren Lee Craig Matthew Stuart Neil Philip Martin Jonathan Nigel Graham Alan Colin
      Adrian Adam Daniel Benjamin Timothy Sean Wayne Dean Nicholas Karl Carl Barry Keith Scott Justin Shaun Thomas
      William Gareth Jamie Alexander Russell Patrick Trevor Edward Damian Dominic Huw Rhys Dylan Aled Geraint Iwan Owain
      Callum Ewan Fraser Alistair Declan Conor Liam Brendan Mohammed Imran Rajesh Sanjay Amir Tariq Yusuf Kwame Emeka
      Piotr Tomasz Krzysztof Marek Andrzej José René François Delroy Leroy`),
    younger:
      words(`Daniel Thomas James Joshua Jack Matthew Ryan Luke Samuel Jordan Adam Alexander Christopher Michael
      Benjamin Joseph Liam Jake William Andrew George Lewis Oliver David Robert Jamie Nathan Connor Harry Callum Aaron
      Ashley Kieran Charlie Kyle Sam Bradley Rhys Dylan Scott Ben Sean Jacob Dominic Max Tyler Owen Ethan Mohammed Alfie
      Oscar Leo Archie Freddie Noah Muhammad Zain Hamza Ibrahim Arjun Rohan Aarav Kofi Tunde Chidi Jakub Mateusz Kacper
      Filip Andrei Ionut Gethin Macsen Osian Ieuan Tomos Lachlan Finlay Rory Cormac Oisín Tadhg Théo
      Luca Mateo Kai Tyrone Marlon`),
  },
  f: {
    older:
      words(`Margaret Patricia Mary Jean Joan Barbara Sheila Maureen Christine Ann Dorothy Susan Shirley Sylvia
      Brenda Doreen Pamela Janet Valerie Joyce Beryl Jacqueline Elizabeth Irene Audrey Eileen Carol Judith Linda Marion
      Hilary Kathleen Josephine Rita June Betty Jennifer Doris Gladys Winifred Hilda Edith Marjorie Vera Phyllis Olive
      Muriel Florence Elsie Ivy Freda Edna Norma Gwendoline Blodwen Myfanwy Eirlys Megan Morag Isobel Moira
      Bridget Nuala Siobhán Surjit Fatima Amina Khadija Lakshmi Stella Zofia Concetta Renée Thérèse Agnes Ethel Mabel
      Constance Rosemary`),
    middle:
      words(`Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Diane Sharon Sarah Nicola Joanne Alison
      Michelle Lisa Claire Emma Angela Amanda Louise Samantha Rachel Donna Catherine Rebecca Elizabeth Kelly Victoria
      Wendy Caroline Dawn Lorraine Paula Sally Beverley Jennifer Andrea Lesley Heather Elaine Maria Tina Kerry Katherine
      Zoe Lucy Anna Hayley Melanie Vanessa Kathryn Mandy Gillian Lynn Debra Anne Mary Natalie Siân Rhian Bethan Catrin
      Nerys Angharad Eilidh Mairi Fiona Sinéad Aoife Niamh Gráinne Shabana Nasreen Parveen Shazia Priya Sunita Meena Yetunde
      Ngozi Agnieszka Malgorzata Katarzyna Zoë Chloé Noëlle`),
    younger:
      words(`Emily Charlotte Chloe Jessica Lauren Sophie Emma Rebecca Hannah Amy Laura Sarah Bethany Megan Rachel
      Katie Lucy Olivia Georgia Holly Samantha Danielle Abigail Stephanie Natasha Jade Eleanor Shannon Alice Molly Gemma
      Nicole Ellie Paige Grace Amber Courtney Kirsty Leah Kayleigh Jodie Zara Aimee Kelly Victoria Natalie Isabella Amelia
      Ava Lily Freya Poppy Evie Daisy Ruby Florence Millie Aisha Fatima Maryam Zainab Ayesha Anjali Diya Simran Ngozi Ama
      Zuzanna Oliwia Julia Maja Ioana Seren Ffion Cerys Nia Lowri Carys Efa Eilidh Isla Skye Caitlin Saoirse Niamh Róisín
      Zoë Chloë Renée Anaïs Esmé Beyoncé`),
  },
};

/** Forms that people use for each other's names; either may stand in a record. */
export const familiarForms: Readonly<Record<string, string>> = Object.fromEntries(
  words(`William:Bill Robert:Bob Richard:Dick Margaret:Peggy Elizabeth:Liz Patricia:Pat Michael:Mike David:Dave
    Stephen:Steve Steven:Steve Christopher:Chris Christine:Chris Anthony:Tony James:Jim Thomas:Tom Joseph:Joe
    Edward:Ted Kenneth:Ken Ronald:Ron Raymond:Ray Leslie:Les Frederick:Fred Albert:Bert Susan:Sue Deborah:Debbie
    Jacqueline:Jackie Pamela:Pam Barbara:Babs Dorothy:Dot Kathleen:Kath Catherine:Cathy Katherine:Kate Victoria:Vicky
    Samantha:Sam Samuel:Sam Benjamin:Ben Daniel:Dan Matthew:Matt Andrew:Andy Nicholas:Nick Nicola:Nicky Jonathan:Jon
    Timothy:Tim Alexander:Alex Joshua:Josh Jennifer:Jenny Rebecca:Becky Abigail:Abbie Philip:Phil Terence:Terry
    Geoffrey:Geoff Peter:Pete Amanda:Mandy Valerie:Val Gillian:Jill Zachary:Zac Mohammed:Muhammad Muhammad:Mohammed`).map(
    (pair) => pair.split(':') as [string, string],
  ),
);

/** Surnames, most common first. */
export const surnames: readonly string[] =
  words(`Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson
  Roberts Robinson Thompson Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner
  Martin Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker
  Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Khan
  Richards Marshall Anderson Simpson Ellis Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt
  Hussain Campbell Matthews Owen Palmer Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins
  Murray Dixon Harvey Graham Pearson Ahmed Fletcher Walsh Kaur Gibson Howard Andrews Stewart Elliott Reynolds Saunders
  Payne Fox Ford Pearce Day Brooks West Lawrence Cole Atkinson Bradley Spencer Gill Dawson Watts Burton O'Brien Rose Reid
  Perry Armstrong Ryan Hart Grant Kennedy Hayes Cunningham Hawkins Ross Carr Stone Webster Hudson Warren Burns MacDonald
  McDonald Wells Robertson Duncan Ferguson Hamilton Sullivan O'Connor O'Neill Byrne Doyle Gallagher Quinn Lynch Kerr
  Paterson Morrison Fraser Cameron Sinclair Sutherland Rees Howells Pritchard Bowen Vaughan Llewellyn Pugh Parry Prosser
  Meredith ffoulkes Gwynne Shah Mohamed Choudhury Rahman Islam Miah Akhtar Mahmood Sharma Kumar Chowdhury Iqbal Malik Sheikh
  Adeyemi Okafor Mensah Boateng Osei Nowak Kowalski Wisniewski Zielinski Popescu Ionescu Müller Fernández García Silva
  Costa Rossi Nguyen Chen Wong Chan Zhang`);

/** Parts from which rare surnames are made, so that ten million people do not share two hundred names. */
export const surnameParts = {
  starts:
    words(`Ash Al Bar Beck Ben Birch Black Blen Brad Bram Bran Bright Brock Brom Buck Bur Cald Cal Car Chat Chil
    Clay Cock Col Cran Cress Croft Crow Dar Den Dun East Ed El Elm Fair Farn Fen Fern Gold Grim Had Hal Ham Har Hart Haw
    Hazel Heath Hel Hem Her High Hol Horn Ing Ken Kil King Kirk Lam Lang Leigh Lin Long Low Lud Mar Mel Mid Mil Nor Oak
    Old Or Os Pem Pen Pick Pres Rad Ram Red Rich Rock Rose Row Rush Sal Sand Sel Shaf Shel Sher Ship Stan Stap Stock
    Stret Sut Tan Thorn Til Tre Up Wad Wake Wal War Wat West Whit Wick Win Wol Wood Wy York`),
  middles: words('er en ing al el in le ber den man ster ming net ril'),
  ends: words(`ley ton ford worth ham by field wood well bury dale gate house land low man more ridge shaw son stead
    stone stow thorpe wick with bridge brook burn combe cott den don hurst leigh mere port side tree water way wright`),
  gaelic:
    words(`Alister Arthur Bride Cabe Callum Cann Carthy Clure Connell Cormick Crae Culloch Dermott Diarmid Dougall
    Dowell Ewan Fadyen Farlane Gee Gill Ginty Gowan Grath Gregor Guinness Guire Hugh Innes Intosh Intyre Kay Kenna Kenzie
    Kinley Kinnon Lachlan Lean Leod Loughlin Mahon Manus Master Millan Nab Namara Naughton Neil Nulty Phail Pherson Quade
    Queen Rae Sweeney Taggart Vey Vicar Whirter Williams`),
  irish:
    words(`Boyle Callaghan Carroll Connell Dea Doherty Donnell Donoghue Donovan Driscoll Dwyer Farrell Flaherty Flynn
    Gorman Grady Halloran Hara Hare Kane Keefe Keeffe Leary Mahony Malley Meara Rahilly Regan Reilly Riordan Rourke Shea
    Sullivan Toole`),
  asian: {
    starts: words(
      'Bal Bha Cha Chand Dev Gur Har Jag Jas Kal Kul Man Nar Par Raj Ram Sar Sha Sid Suk Tal Vir Zaf Zam',
    ),
    ends: words(
      'ani deep der dhu endra esh inder jit kar khan krishnan lal mal manjit nath pal raj singh want war yal',
    ),
  },
  polish: {
    starts: words(
      'Bar Bor Dab Gór Jan Jas Kac Kam Kow Kra Lew Mal Maj Mich Ol Paw Piet Sad Sob Szym Wal Wój Wro Zaw',
    ),
    ends: words('owski ewski inski ak czyk icki kiewicz owicz'),
  },
  african: {
    starts: words('Ade Aki Aye Babat Chuk Ek Eze Ig Kam Nna Nwa Obi Odu Ogun Oko Olu Ony Oye Uch Ugo'),
    ends: words('bayo bola chukwu dele emeka femi kunle lade mide ola remi sanya segun tola tunde wale yemi'),
  },
} as const;
