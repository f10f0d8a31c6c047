"""Given names that are met in Denmark, of all ages and origins: rows of words, read as sets."""

# Danish and Nordic, Faroese and Greenlandic among them.
_NORDIC = """
aage aagot aase abel abelone ada adam adele adelina adeline adolf adrian afrodite agathe agda
agner agnes agnete agnethe aja aksel albert alberta alberte albertine albin alex alexander
alexandra alf alfred alfrida alice alida alina alise allan alma almar alva alvilda alvin amalia
amalie amanda amelia amelie ana anastasia anders andrea andreas andrias andy ane anemone anette
angela angelica angelika angunnguaq anika anine anita anja anka vy anker ann anna annabel annabell
annalise anne annegrete annegrethe annelene anneli annelise annemarie annemette annesofie
annesophie annette anni annie annika annita anny anton antonette antonia antonie antonio aputsiaq
aqqa aqqaluk arendse ari ariel arild arn arnannguaq arnaq arnbjørg arne arngrim arnold aron arthur
arvid asbjørg asbjørn asger aslak aslaug asmund asmus asta aster astri astrid ateqa atle atli
audun augusta augustinus aurelia aurora aviaja aviâja axel barbara bastian beate beathe beatrice
beatrix beinir beinta bendt bendte benedicta benedicte benedikt benedikte benjamin benni bennie
benny bent benta bente benth benthe bergljot bergthora berit beritt bernhard bernt bert berta
bertel bertha berthe berthel bertil bertram bess bessie beth betina betsy bettina betty bia bianca
bibi birga birger birgit birgitta birgitte birk birna birte birthe bitten bjarke bjarne bjarni
bjørg bjørk bjørn bjørnar bo bob bobby bodil boel boje boris brian brigitte brit brita brith britt
britta bruno brynhild brynja bue buster byrge børge børre carina carit carl carla carlo carlos
carmen carol carola carolina caroline carsten casandra caspar casper cassandra cathrin cathrine
catja catrine cecilia cecilie celeste celia celina celine charles charley charlie charlotte
chastine chili chloe chris christa christel christen christian christiane christina christine
christoffer christopher claes clara claudia claus clemens clement clifford conni connie conny
conrad cora cordelia cornelia cornelius curt cæcilie dag dagfinn dagmar dagny daisy dan daniel
daniela danielle danni dannie danny david dea debbie deborah deja denise dennie dennis diana diane
dicte dina dines ditlev ditte doreen dorete doris dorit dorothea dorothy dorrit dorte dorthe
dorthea dorthy drude durita dyveke ea ebba ebbe edda eddie eddy edel edgar edit edith edmund edna
edvard edvin edward edwin egil egild egon eigil eik eila eileen eiler eilif einar einer eirik
eivind eje ejgil ejler ejlif ejnar ejner ejvin ejvind ejvinn elena eleonora eli elia elias elida
elin elina eline elinor elio eliot elisa elisabet elisabeth elise eliza elizabeth ella elle ellen
ellinor elly elma elmer elna elo eloise els elsa else elsebet elsebeth elseline elselise elva elvi
elvin elvina elvira elvis ely emanuel embla emil emilia emilie emilius emily emma emmanuel emmy
ena enevold enja enok eric erica erik erika erin erland erlend erling ermin erna ernst ervin esben
eskil eskild espen esper essie ester esther estrid ethel etly eva evald evan evelina evelyn everly
evert evi evin evy eyvind eyðun ezra fabian fabricius fanny felicia felix ferdinand fia fie filip
filippa filuca finja finlay finn finnur fiona flavia flemming flora florian folke folmer frances
francis frank frans frantz franz freddy frede frederic frederick frederik frederikke fredrik
fredrikke fredy freja freya frida fride fridtjof frieda fritjof fritse fritz fritze frode fróði
gabriel gabriella gabrielle gaia georg george georgine gerd gerda gerhard germund gert gerth
gertie gertrud gerz gina gisela gitta gitte gjertrud glen glenn gloria gorm gottfred grace grazia
greta grete grethe gro gry gudbjørg gudmund gudny gudrun gull gunda gunde gunhild gunlaug gunn
gunna gunnar gunner gunni gunnild gunnvør gunvor gurli gurly gustaf gustav guðrun gyda gyrith
gyrithe gøsta hagbard hagbarth hakon halfdan hallur halvor hanna hannah hanne hannelore hannes
hannibal hans harald harold harriet harry harvey hasse hauge hector heda hedda hedvig hedwig heidi
heine heini heino heinrich heinz hejdi helen helena helene helga helge helle helmer helmut helmuth
hemming hendrik henning henny henri henriette henrik henry herbert herdis herluf herman hermann
hermine hertha hervør heðin hilda hilde hildeborg hildegard hildur hilma hjalmar hjalte hjalti
hjarne hjørdis holger hother hubert hugo hulda huldra hákun høgni ib iben ida idun idunn ilona
ilse ilva immanuel ina inaluk inga inge ingeborg ingeline ingelise inger ingerlise ingi ingrid
ingrith ingse ingunn ingvar ingvard ingvild ingvor inna inuk inunnguaq inuuk irena irene iris irma
irmelin irmgard isa isaac isabel isabell isabella isabelle isac isak isidor ivalo ivalu ivan ivar
iver ivik ivonne ivy izabella jack jacob jacqueline jais jakob james jan jane janet janette jani
jannah janne jannek janni jannick jannie jannik janny janus jardar jarl jason jasper jean jeanet
jeanett jeanette jeanne jeannette jeannie jeff jelva jenna jenni jennie jennifer jenny jens jeppe
jeremias jerik jerrik jesper jess jesse jessica jessie jette jill jim jimmi jimmie jimmy jo
joachim joakim joan joanna jockum joel joen joensine joes johan johann johanna johanne johannes
john johnni johnnie johnny johs jokum jon jonah jonas jonatan jonathan jonhard jonna jonne jonny
jordan josef josefina josefine joseph josephine joshua josva juaaka juana judit judith judy
julia julian juliana juliane julie juliette julius justus jutta jyrgen jytta jytte jákup jóannes
jógvan jóhan jóna jósup jørgen jørn jørund jürgen kaare kai kaia kaj kaja kalle kamilla kamille
kamma kane kara karel karen karin karina karl karla karlo karna karolina karoline karsten kaspar
kasper kassandra katarina kate katharina kathe kathinka kathja kathrin kathrine kathy katinka
katja katrin katrina katrine kay kaya keld keldine kelly ken kenn kennet kenneth kenni kenny kent
kerstin ketil ketty kevin kia kian kim kimberly kimmie kira kirsa kirsten kirstin kirstine
kirstinnguaq kis kisser kistine kit kitt kitte kjartan kjeld kjell kjær kjærstine klara klaus
klavs klemens knud knut konny konrad kresten krista kristen kristian kristiane kristianna kristin
kristina kristine kristjan kristofer kristoffer kunuk kurt kuupik kyle kylle käthe kåre kæthe
ladan lage laila lajla lara larry lars lasse latisha lauge lauges laura laurent laurette laurids
laurine laurits lauritz laurs laust lava leander leanna lee leif leila leilani lejla lena lene
lenette lenita lenna lennart lenni lennie lenny leo leon leona leonard leonhard leonora leopold
leslie lia liam lida lili lilian lillan lillemor lilli lillian lillie lilly lily lin lina linda
linea linette linn linnea linus lis lisa lisabeth lisanne lisbet lisbeth lisbith lise liselotte
lisette lissi lissie lissy liv liva livia liz liza lizette lizzi lizzie loa lola lona lone lonni
lonnie lonny loretta lorraine lotta lotte lou louie louis louisa louise lova luca lucas lucca
lucia lucy ludvig luis luise lukas luke lulu luna lya lydia lykke lynge lærke lóa løve madeleine
mads magda magdalena magdalene magdelone maggie magna magne magnhild magni magnild magnus mai maia
maibritt maiken maj maja majbrit majbritt majken malan malena malene mali maliina maliinannguaq
malik malin malina malle malou malte malthe malu mandrup manfred mara marc marcel marcela marcella
marco marcus maren marens margaret margareta margareth margaretha margarethe margit margot
margrete margretha margrethe mari maria mariam mariane mariann marianna marianne marie marielle
marika marilyn marina mario marion marisa marita maritha marius mariusz marjun mark marko markus
marlene marlis marna marta martha marthe marthin marti martin martina martine marvin mary maríus
masja mathea mathias mathies mathilda mathilde matias matilda matilde mats matteo matthias matti
mattias mattis maud maude maurice maurits mauritz max maxim maximilian may mayanne maybritt mejse
melanie melina melissa mercedes merete meretha meryl meta metha methe mette mia micha michael
michaela michaella michala michelle mick mie mikael mikala miki mikkel mikkeline mikki mikkjal
mila milas milla mille millie milo milton mimi mimma mina minannguaq minik minna minnie mira
mirabel miranda miriam mirjam misja mitzi mogens mollie molly mona monica monika monique morris
morten mouritz musse my mynte møyfrid naasunnguaq nadia nadja naja najannguaq nana nancy nanett
nanette nanna nannie natali natalie natascha natasha natasja nathalia nathalie nathan nathaniel
neel nellie nelly nete netta nette nick nicki nicklas nickolai nicky nicla niclas nico nicol
nicolai nicolaj nicolas nicole nicoline niels nielsine nikita nikki nikkulaat niklas niko nikola
nikolai nikolaj nikolas nikoline nils nina ninna ninni nipinnguaq nis nissa nivi nivikka nivé noa
noah noel noelle noemi nohr nola nora norbert norma normann norton nova nuka nukâka nuno nuunu oda
odd oddny odin olaf olav ole olena olfert olga oliva oliver olivia olivian oluf oona orla ormar
oscar oskar osvald otilia otte ottilia otto ottomine ove paarnaq palle pamela paninnguaq
patricia patrick patrik paul paula pauli paulina pauline pauw pavia paw peder peer pelle penelope
per pernilla pernille perry pete peter petra petrea petrine petur philip philippa phillip phoebe
pia pil pilutaq pipaluk pitsi poul poula poulina pouline povl povla preben priscilla pætur qillaq
qivioq quinn ragna ragnar ragnhild ralf ralph ramona randi rane ranghild rannvá rasmine rasmus
raymond rebecca rebekah rebekka regin regina regine regitze regnar reidar reidun reimar reimer
reinhard reinhardt reinholt renata renate rene rené rhoda ria ricco richard ricki rickie ricky
rico rie rigmor rikard rikke rita rob robbie robert roberta roberto robin rocco roger roland rolf
roman ronald ronja ronni ronnie ronny rosa rosalie rosalina rose rosemarie rosita rosmarie roy
ruben rudi rudolf rudolph rudy runa rune runi runólvur rut ruth ryan rúni sabina sabine sabrina
saga salik sally salome salomine salomon sam samantha samson samuel sander sandie sandra sandy
sanna sanne sara sarah saron sascha sasha sasja sassa saxo sebastian sejr selina selma sergej
sessa severin sidsel sif siff sigbrit sigfred siggerd sighild signe sigrid sigrun sigrún sigurd
sigurdur sigurt sigvald sika silas silja silje silke silla sille silvia simon simona simone simun
sina sindal sindre sine sissal sisse sissel siv sivert siw sixten skjalm skjold smilla sofi sofia
sofie sofus sol solbjørg soleima solfrid solvei solveig solvejg solvey sonia sonja sonni sonny
sophia sophie sophus soren sorina sorlannguaq stanley steen stefan stefanie steinar stella sten
stephan stephanie steve steven stewart stig stine stinne storm stuart suna sune sunneva sunniva
sunnvá sus susan susana susanna susanne susi susie sussi sussie suzanne suzette svanhild svea sven
svend svende svenn svenning sverre sverri sylvest sylvester sylvia syver syvert sámal sára særun
símun sólrun sören sølve sølvi søren sørine sørn tabita tabitha tage tamara tami tania tanita
tanja tara tatjana tea ted teddy teit tenna teodor teresa terese terje terkel thalia thea theis
theo theodor theodora theresa therese thim thit thomas thomasine thor thora thorbjørn thordis
thorkel thorkil thorkild thorleif thormod thorolf thorstein thorsten thorulf thorvald thure thyge
thyra tiana tilda tilde tim timm timmy tina tine tinna tinne tirsa titan titus tivi tjalfe tobias
tobine todd toke tom tommie tommy tone tonje tonni tonny tor tora torben torbjørn torborg tord
tordis tore torfinn torgny torkel torkil torleif tormod torny torolf torsten torunn torur torvald
tove travis trille trine tristan troels trond trude trygve tue tulle tummas ture turi turid tyge
tyko tyra tóki tóra tóri tórður uffe uiloq ulf ulla ulloriannguaq ulloriaq ulrich ulrik ulrika
ulrike ulrikka ulrikke una unn unnur urban urd ursula uwe vagn vagner val valborg valde valdemar
valentin valentina valerie vanessa vanja vera verena verna verner veronica veronika veste vester
vibe vibeke vicki vickie vicky victor victoria vidar vidkun viga vigdis vigga viggo vigo viktor
viktoria vilas vilbert vilfred vilhelm vilhelmine viliam villads villas villiam villum villy vilma
vilmar vincens vincent vinnie viola virginia vita vital vitus vivi vivian viviane viviann vivianne
vivienne vivike volmer våge vår vígdis walborg waldemar walter walther wanda wenche wendy werner
wibeke wicki wilbert wilfred wilhelm will willi william willum willy wilma wilmer winni winnie
winston xander xenia yannick ylva ylwa ymer yngvar yngve yrsa yvonne zacharias zakarias zelda
zenia zita zoe zoey zophia árni åge ågot åse åshild åsta æmilius ólavur óli óluva øjvind ørjan
øystein øyvind
"""

# Arabic, Somali, Persian, Afghan, Pakistani, Bosnian.
_EASTERN = """
aaliyah aamir abas abbas abdalla abdallah abdelaziz abdelkader abdella abdellah abdelrahman abdi
abdiaziz abdifatah abdihakim abdikadir abdikarim abdinasir abdinur abdirahim abdirahman abdirashid
abdirisaq abdisalam abdiwahab abdo abdoul abdu abdul abdulaziz abdulhamid abdulkadir abdulkarim
abdulla abdullah abdullahi abdulrahman abid abir abshir abubakar abukar adan adeel adel adem aden
adil adila adnan afaf afsaneh afshin aftab ahlam ahmad ahmadullah ahmed ahmet ahsan aida aidah
aisha aishah akbar akhtar akram alaa aladdin alham ali alia alima alireza aliya almaz almira amaal
amaan amal aman amani amar amel amela amer amila amin amina aminah aminata amir amira amjad ammar
amna amra anam anas anis anisa anisah anwar anwer aram arash arbi ardalan aref arezoo arif armin
aryan arzu asad asef asha ashkan ashraf ashwaq asif asim asiya asma asmaa asmir asra assad
atef atif atiya aws aya ayaan ayah ayan ayat ayda ayesha ayman ayoub ayse ayub ayyub azadeh azam
azhar aziz aziza azra azur aïcha babak badr bahar bahareh bahman bakr balqis baraa bariş basel
bashar bashir basim basma basmala bassam batool behnaz behrouz behzad belma benazir bilal bilan
birhan bishar bita bouchra brahim burhan bushra butheina cabdi cawo chadi dahir dalal dalia dalmar
dania danyal darius dariush daud dawood dawud deeq dhaqan diaa dima dino djamila donia
dounia dzenana dzenita ebrahim edin edina ehsan elaha elaheh elham elmi elnaz elvedin elvir emad
eman emina emir emran enas enes enesa ensar enver esam esmail esra fadel fadi fadia fadil faduma
fadumo fahad fahima fahmi fahmo fahrudin faisal faiza fakhri farah faraj farhad farhan farhia
fariba farid farida fariha farouk farsana farshad faruk farzad farzana farzaneh fateh fatemah
fatemeh fathi fathia fatima fatimah fatma fatme fatou fatoumata fatuma fawad fawzi fawzia fayez
feisal fereshteh feroz fikret firas firdaus firoozeh fouad fuad ghada ghaith ghassan ghazal
ghazala ghulam gulalai guled gulnaz haashir habib habiba habibullah hadi hadia hadiya hafez hafiz
hafsa haidar haider hajar haji hajra hakan hakim hala haleh halima halimah halimo hamad hamda
hamdi hamdija hamed hamid hamida hamoudi hamsa hamza hana hanaa hanad hanadi hanan hani hania
hanif hanin haris harun hasan hasna hasnaa hasnija hassan hassanain hatem hatice hatidza hawa hawo
haya hayat hazem heba hedayat hedi hela hiba hicham hind hira hisham hoda hodan hodo homa homayoun
hooda hosna hossam hossein houda houssam huda hukun husain husam husein huseyin hussain hussam
hussein ibado ibrahim ibtihal ibtisam idil idris idriss ifrah iftikhar ijaz ikhlas ikram ikran
ilham ilhan iljaz ilyas imad iman imane imran inaam inas inayat indira iqbal iqra irfan irnes isam
ismaeel ismael ismahan ismail ismet israa issa issam ivana jabbar jaber jabir jafar jalal jalil
jama jamaal jamal jamil jamila jannat jasim jasmin jasmina jasminka javad javed jawad jawaher
jawahir jihan jinan joud joumana juma jumana junaid kadir kadra kaltun kamal kamil kamila kamran
karam karim karima karwan kasim kaveh kawa kawsar kawthar kemal keyvan khadar khadiga khadija
khadijah khadije khadra khaled khaleel khalid khalida khalil khansa khatera khawla kholoud khosrow
khulood khurram kinana kinda kowsar laiba laith lamia lamis lamya lamyaa latif latifa layal layan
layla laylah leyla liban lubna lujain luul maab madina maha mahad mahamed mahamoud mahbub mahdi
maher mahfuz mahin mahmood mahmoud mahmud mahnaz mahsa mahvash maida maimuna maisa maissa majd
majda majed majid majida malaika malak malala malek malika manal manar manijeh mansoor mansour
manzoor maram marjan marwa marwah marwan maryam maryama maryan maryum marzia masih masood masoud
masouda masuma maysa maysoun mazen mehdi meho mehran mehrdad mehrnaz merhawi mersiha merwan mirela
mirsad mirsada mirwais mirza misbah mitra moayad moeen mohamad mohamed mohammad mohammed mohammud
mohamud mohsen mohsin mojgan mojtaba monir morad morteza mostafa mouna mounir moussa muad muamer
muataz mubarak mubashir muhamad muhamed muhammad muhammed muhannad muhidin muhsin mujahid mukhtar
muna munawar muneeb munevera munir munira muntaha murad murtaza musa musab mustafa mustapha
muthanna nabeel nabil nabila nada nadeem nadeen nader nadera nadim nadir nadira nadra naeem nael
nahid nahla naila naim naima najah najat najib najiba najla najlaa najma najwa narges nargis naser
nasim nasima nasir nasra nasreen nasrin nasrullah nasser nassim nasteexo nasteho nauman naveed
navid nawaf nawal nawar nawaz nayab nazanin nazar nazia nazir nazira nazli neda nedim nedzad negar
negin nermin nermina nesrin nidal nidhal nihad nijaz nilofar niloofar nima nimco nimo nisar
nisreen niwin niyaz nizar noor noora noorullah nouf nour noura nura nuria nurta nuruddin nusaiba
nusrat omaima omar omayma omer omid osama osman ouarda oubay ousama outhman parisa parsa parvaneh
parveen parvin parviz parwin payam pegah pejman pooneh poya qadir qais qasim qusay raad rabab
rabia rabiah rachid rachida radwan raed rafat rafiq raghad raghda raha rahaf rahim rahima rahma
rahman rahmatullah rahmo raid raja rajaa rama ramazan ramez rami ramin ramiz ramla ramy ramzi rana
rania raniya ranya raouf rasha rashed rashid rashida rasim rasoul rasul rauf rawan raya rayan
rayane rayhana razan razia reem reema refik reham rehana rehman reshad reza rezvan riad
ridwan rihab rima riyad riyadh roaa roba rodan roghayeh rokaya romina roqia roshan roshanak rouaa
rouzbeh roya ruqaya ruqayya ruqia rustam ruweyda saad saada saadia sabah sabahat sabir sabri
sabrin sabrine sadaf sadeq sadia sadik sadiya saeed saeid safa safaa safet safi safia safiya
safiyya safwan sahar sahra said saida saif saifullah sajad sajid sajida sakina sakineh salah
salahudin salam salama saleem saleh salem salha salhia salim salima salma salman salwa sama samah
samaneh samar samer samera sami samia samiah samina samir samira samiullah samra samsam sana sanaa
sanad sanel sanela saniya saoud sarwar sattar sawda sawsan sayed sayid sead sediqa seema sejla
selim semir semira senad senada senait sepideh seyed shaaban shabana shabnam shadi shadia shafi
shafiq shafiqa shafqat shaheen shahid shahida shahin shahla shahnaz shahram shahrzad shahzad
shaima shaimaa shakeel shakib shakiba shakila shakir shamim shamis shamsa shamso sharif sharifa
sharmaarke sharmarke shaukat shayma shazia sheida shereen sherif sherin shirin shirwan shiva
shoaib shohreh shokria shuayb shukri shukria sidra siham sihem simin sohail sohaila soheila solmaz
somaya somayeh soraya souad soukaina soumaya suaad suad suado subhan sufi sufian suhaib suhail
suhaila suhayb suhur sukaina sulayman suleiman sulejman sulekha suleman suleyman sumaya sumayya
sumeya sundus surayya suvad tabassum taha tahani taher tahir tahira tahmina taj tala talal taleb
talha tamam tamana tamer tamim tanveer taraneh tarek tareq tariq tasneem tasnim tayeb tayyab
temesgen thamer tooba touba ubah ubax ugaaso umaima umar ummahan usama usman uthman uzma vahid
vahida vedad vida vildana waad wael wafa wafaa wagma wahab waheeda wahid wahida wais waleed wali
walid waqar warda warsan waseem wasim widad wisam wissam xaawo xamdi yacine yacoub yahia yahya
yaman yamen yamna yaqub yara yaser yasin yasir yasmeen yasmiin yasmin yasmina yasmine yasser
yassin yassine yassir yazan yehia yonis yosra yossef younes younis yousef yousif yousra youssef
yousuf yunus yusra yusuf zabihullah zaheer zahida zahir zahra zahraa zaid zaina zainab zaineb
zainul zakaria zakariya zakariye zaki zakia zakiya zamzam zara zarghona zarina zayd zayed zaynab
zeeshan zehra zeina zeinab zena zeyad zeynab ziad ziba zied zijad zlatan zoha zohal zohra zohreh
zoya zubaida zubair zubeyda zuhair zuhal zuhra zuhur zulekha zulfiqar zumra
"""

# Turkish and Kurdish.
_TURKISH = """
abdurrahman alev alparslan anıl arda arin armanc asiye aslan aslı asuman atilla avin awat ayaz
aydin aydın ayfer aygul aygül ayla aylin aynur aysegül aysel aysun aytac ayten ayşe ayşegül azad
azat azize bahadir baran baris barış bedirhan bekir belgin berfin berivan berkan berkant berna
besna betul betül beyza bilgin binnur birgül birsen bora bulent burak burcin burcu burçin bülent
cafer canan candan caner canip cansu celal celil cem cemal cemil cemile cengiz ceren cevdet
cevriye ceyda ceylan chiya cigdem cihan coskun cumali cuneyt cüneyt dara dawan delal delil demet
demir deniz deria derin derya devrim dicle didem dilan dilara dilber dildar dilek dilovan dilsad
dilvin dilşad diyar dogan doğan duran durmus dursun duygu döndü dünya ebru ece ecrin eda efe elif
emel emin emine emre engin enis eray ercan erdal erdem erdinc erdogan eren ergün erhan erkan
erol ersin ersoy ertan ertugrul eser esin esma eylem eylül eymen ezgi fadime fatih fatmagül ferhat
feride feriha ferit fevzi fevziye feyza figen fikriye filiz firat funda furkan fırat gamze gazi
gizem gokhan gonca gonul gulan gulay gulbahar guler gulistan gulten gunes gökhan göksel
göktürk gönül gül gülay gülcan gülcin güler gülizar gülnur gülsah gülsen gülseren gülsüm gülten
gülşen günay güneş gürbüz gürkan güven habibe hacer hakki halide halil halime halit haluk hamit
handan hande hasret hatun havin havva hazal hazar heja hejar helin heval hevi hevin hikmet hilal
hiwa hozan hulya hülya hüseyin hüsniye hüsnü ibo ihsan ilayda ilhami ilkay ilker ilknur imren inci
ipek irem irmak isik israfil jale jin jiyan jiyar jwan kaan kader kadriye kamuran karzan kazim
kenan kerem kerim kezban koray korkmaz kubra kutay kübra kürşat lale lana lawin leman levent leyan
lokman mahir mahmut medine mehmet mehtap melek meliha melik melike melis meltem memet mert merve
meryem mesude mesut metin mevlüt mihriban mikail miran mizgin mucahit muhammet muharrem
muhittin muhsine mukaddes murat muslum muzaffer müge mümin münevver müslüm nagihan naime naz nazan
nazdar nazife nazim nazlı nazmi nazmiye necati necla necmettin nejat nergiz neslihan nevin nevzat
nezahat nihal nihat nilgün nilüfer nimet nisa nuray nurcan nurdan nurettin nurgül nurhan nuri
nuriye nursel nurten nurullah okan oktay onur orhan ozcan ozge ozgur ozkan ozlem pelin pembe peri
perihan pinar polat pınar recep refia remzi remziye rengin resul reyhan reşat ridvan rizgar rojbin
rojda rojhat rojin ronahi rozerin rukiye rumeysa rüstem sabahattin sabiha sabriye safiye sait
salih saliha savas saziye seda sedat sefa sefer seher selahattin selami selcuk selda selen selin
selman selçuk semih semiha semra sena senay serap sercan serdal serdar serdil serhan serhat serife
serkan sermin serpil sertac sertan servan servet sevcan sevda sevgi sevil sevim sevinc sevinj
sevinç seyit seyma seyran shilan shirzad shler sibel sidar sidika sila silan sinan sinem sirin
sivan sivar soner songül sukran sureyya süheyla süleyman süreyya tahsin talat taner tansu tarik
tarkan taylan tekin timur tolga tuba tugba tugce tulay tulin tuncay tuncer turan turgay turgut
tuğba tuğçe tülay tülin türkan ufuk ugur umit umran uğur vedat veli veysel volkan welat xece
yagmur yakup yaren yasar yasemin yavuz yağmur yaşar yelda yeliz yeter yigit yildiz yilmaz yiğit
yücel yüksel yıldız yılmaz zafer zagros zana zekeriya zeki zekiye zelal zeliha zerrin zeynep zilan
zinar zübeyde zülal zülfikar zümrüt çiğdem ömer özcan özge özgür özkan özlem ülkü ümit ümmühan
ümran şaban şahin şenay şengül şerife şeyma şirin şule şükran
"""

# Polish, Ukrainian, Russian, Baltic, Romanian, Bulgarian, Balkan, Albanian, Hungarian.
_SLAVIC = """
adamina agata agnieszka albina aldona aleksandar aleksander aleksandr aleksandra aleksej aleksiej
aleksy alicja aljona alona anastasiia anastasija anastasiya anatol anatoli anatolij anatoliy anca
andreea andrei andrej andrejs andrejus andrii andris andrius andriy andrzej anela aneta angelina
anica aniela antanas antoni antonina antun apolonia ardian ardita arjeta arkadiusz arta artem
artjom artur arturas arvydas asen atanas audrius aurel aurelian aurelija avni bartek bartlomiej
bartosz bartłomiej beata bekim besa besim besnik blagoj blaz blazej blendi blerim blerta bogdan
bogdana bogumila boguslaw boguslawa bojan bojana boleslaw bolesław borislav borys boyan bozena
bożena branislav branko bratislav bujar cezary constantin constantina corina cornel cosmin costel
cristi cristian cristina cristinel czeslaw czeslawa czesław dagmara daina dainius daiva dalibor
damian damir damjan danail danijel danijela danuta darek daria darija dariusz darko darya davor
dejan desislava dimitar dimitri dimitrij dimitrina dimitrios dimitris dmitri dmitrij dmitro dmytro
dominik dominika donata donatas dorian dorin dorina dorota doru dragan dragana dragica dragos
dragoslav drita dusan dusko dzmitry edita edyta eglantina egle eglė eleni elzbieta elżbieta
emilian emilija emiliya erjon erjona esat eugen eugenia eugeniu eugeniusz eulalia ewa ewelina
fatmir fatmire faton felicja feliks filipp flamur florentina florin florina flutura franciszek
franjo fryderyk gabor gabriela galina galyna gediminas genadi gennady georgeta georgi georgiana
georgios gezim gheorghe giedrius gintaras gintare goran gordana grazyna grażyna grzegorz gyorgy
györgy halina halyna hanka henryk henryka hristina hristo ignacy igor igors ihor ileana ilia
iliana ilie ilija ilinca ilir ilire illia ilya inese ioan ioana ioanna ion ionel ionela ionut
ionuț iosif iren irina irmina iryna iulia iulian iuliana ivanka ivaylo ivet ivica ivo ivona iwona
izabela jacek jadranka jadwiga jaka jakov janina janis janko janos janusz jarek jaroslav jaroslaw
jarosław jasna jelena jerzy jeta jevgeni jevgenij jokubas jolanda jolanta jordanka jovan jovana
jovanka jozef jozefa jozsef julianna juliia julita juliya jurate jurgis jurij juris justas justina
justinas justyna jános józef józsef jānis kacper kamelia karol kasia katalin katarzyna katerina
kateryna kateřina kazimiera kazimierz kestutis kinga klaudia klaudiusz kliment kosta kostadin
kostas kostyantyn krasimir krasimira kristaps kristijan kristijana krystian krystyna krzysztof
ksenia ksenija kuba kujtim kyrylo laco lajos larisa larysa laszlo laurentiu laurențiu lavinia lech
leokadia leonid leonida leonidas leontina lesia lesya leszek liana lidia lidija lidiya lilia
liliana lilija liliya liljana linas liubov liudmila liudmyla liudvikas liviu ljiljana ljubica
ljubisa loredana loreta luan luana lubomir lucian luciana lucja lucjan lucyna ludmila ludmiła
ludwik lukasz luljeta lumnije lyubov lyudmila lyudmyla lászló līga maciej madalina magdalina
maksim maksym maksymilian malgorzata malwina manol marcin marek margarita marian mariana mariia
marija marijan marijana marijus marin marinela marinko marioara mariola mariska mariya marjana
martins martyna martynas maryna marzena matej mateja mateusz matiss mato matyas małgorzata
mieczyslaw mieczysław mihaela mihai mihail mihails mihal mikalai mikhail mikhaylo mikita mikola
mikolaj mikołaj milada milan milana milena milica milija milivoj miljana milka milorad milos
milosz miloš mimoza mindaugas mircea mirjana mirko miroslav miroslava miroslaw mirosław mladen
momcilo myhaylo mykhailo mykhaylo mykola mykyta myroslav myroslava mārtiņš mădălina nadezhda
nadiia nadiya natalia nataliia natalija nataliya natalja natalka natasa nebojsa nedelcho neli
nenad nevena nevenka nicolae nicoleta niculina nicusor nijole nikodem nikolay nikolina nikos nives
oana octavian odeta ognjen oksana oleg oleh oleksandr oleksandra oleksii oleksiy olesia olesya
olexandr olgierd olha olimpia oljana ondrej orest orsolya oskars ostap ovidiu panagiota panagiotis
paraskeva patrycja patryk paulius paulus pavel pavle pavlina pavlo pavol pawel paweł penka petar
petko petr petre petro petronela petronija petru petya piotr plamen polina povilas predrag przemek
przemyslaw przemysław pál radek radka radmila radomir radoslav radoslaw radosław radovan radu
rafael rafal rafał raimonda raimundas raisa rajko rajmund raluca ramune rares rasa ratko razvan
remigiusz rimantas rimma robertas rodica roksana romana romanas romualdas ronela rosen roumen
roxana rozalia rudina ruslan ruslana rusne ruta ruzica ryszard răzvan rūta sabin sandija sandor
sanita sanja saulius sava sebastjan sergei sergejs sergey serghei sergii sergiu serhii serhiy
shpresa shqipe silvija silviu simeon simion sinisa skirmantas slavica slavko slavomir slawomir
slobodan smiljana snezana snezhana sofiia sofija sofiya sorin stanimir stanislav stanislaw
stanislawa stanisław stanka stasys stefania stefanija stefanos stefka stela stelian stepan stevan
stjepan stoyan stoyanka svetlana svitlana swietlana sylwester sylwia szabolcs szczepan szymon
sándor sławomir tadas tadej tadeusz tamas tamás tanya taras tatiana tatyana teodora teofil tetiana
tetyana theodoros tibor tihomir timofei todor toma tomas tomasz tomislav tomáš traian tsvetan
tsvetelina tudor tymofiy tymoteusz uliana ulyana urszula vaclav vadim vadym vaida valdas valentyn
valentyna valeriia valerij valeriu valeriya valery valmir valon vanya vasil vasile vasilica
vasilij vasilios vasilka vasyl vedran velichka velimir veljko veselin vesna vesselina vetle
viacheslav viara victorita viesturs viktoriia viktorija viktoriya vilija vilius viorel viorica
virgil visar vitalie vitalii vitalij vitaliy vitaly vjeran vjosa vlad vladan vladimir vladislav
vlado vladyslav vlasta vlatko vojin vojislav vojtech volodymyr vyacheslav václav waclaw waldek
wasyl wieslaw wieslawa wiesław wiesława wiktor wiktoria wincenty wioletta witold wladyslaw
wlodzimierz wojciech wojtek władysław włodzimierz xhemile xhevdet yana yanka yarina yaroslav
yaroslava yaryna yegor yevgen yevgeni yevgenia yevgeniy yevhen yevheniia yordan yordanka yulia
yuliana yuliia yuliya yuri yurii yuriy yury zbigniew zdenka zdenko zdravko zdzislaw zdzisław
zeljko zenon zhana zhanna zhivko zinaida zlata zlatka zlatko zofia zoltan zoltán zoran zorana
zorica zorka zuzana zuzanna zuzia zvezdana zvonimir zvonko zygmunt łukasz žaneta željko živilė
"""

# English, Spanish, Portuguese, French, Italian, German, Eritrean, West African.
_WESTERN = """
abeba abigail achim adaeze adama adebayo aileen aissatou alain alan alana alba alberto aldo
alejandra alejandro alessandra alessandro alessia alexa alexis alfonso alfredo aliou alison
alistair allen allison alonso alvaro amadou amara amber amy andre andrew andré angel angelo angie
angus annabelle antoine antonella ariana arianna armand armando arnaldo arnaud ashley audrey
aurelie austin ava axelle ayo babacar bakary barry beatriz becky bella ben benita bernadette
bernard bernardo bernd bill billie billy binta blanca blanche bonnie boubacar brad bradley brandon
brenda brendan brent brett bridget brooke bruce bryan bryce caitlin calvin cameron camila camille
candice carlotta carmela carolyn carrie cedric cesar chantal chelsea cheryl chiamaka chiara chidi
chinedu chloé christelle christophe chuck cindy claire clarissa claude clyde colette colin
consuelo courtney craig cristobal crystal cynthia cyril dakota damien dana danilo daphne darren
dave dawit dawn dean debra delphine derek derrick desiree desta detlef diallo diego dieter dirk
dolores domenico dominic dominique don donald donna doug douglas duncan dustin dwayne dylan
eberhard ebo edouard eduardo efua elaine eliane elie elke ellie elliot elliott emeka emilio
emmanuelle enrico enrique enzo ephrem ermias ernesto esi esperanza esteban estelle etienne eugene
eunice evangelina ewan fabio fabrice faith federica federico felipe fernanda fernando feven fikadu
filippo filmon flavio florence francesca francesco francisca francisco franco francois francoise
franziska françois gael gail garry gary gaston gavin gebre genet geoffrey georgia georgina gerald
geraldine gerard gianna gilbert gilda gilles gino gioia giorgia giorgio giovanna giovanni girma
giulia giuseppe gladys glenda gonzalo graham grant greg gregor gregory guadalupe guido guillaume
guillermo gunter gwen gwendolyn günter günther hagos haile hailey hartmut hazel heather heike
heiko hernan hilary hirut holly horst howard hugh iain ian ignacio ilaria imke ines ingo ingolf
inés irving isaiah isatou isobel jackie jackson jacques jaime jake jamie janice jared javier jay
jayden jeffrey jenifer jeremy jermaine jerome jerry joanne joao joaquin jochen jodie joe joelle
joey jorge jose josé joy joyce joão juan juanita jude judi juergen juliet justin kaitlyn kathleen
kathryn katie kayla kebede keith kelvin kendra kerry kibrom kidane kieran kiflom kirk kofi kristy
kwame kylie lamar lamin lamine latoya lauren laurence leah leandro lemlem leonardo leroy lewis
lexi liesel lindsay lloyd logan lorena lorenzo lothar lourdes luc lucie lucien lucinda luigi luisa
luwam luz lynn mabel mackenzie madison mae mamadou manuel manuela marcelo marcia marcos margherita
mariama maribel maricel marielena marisol marjorie martín massimo matt matthew matthieu maureen
mauricio mauro mebrahtu medhanie megan mei melinda melody melvin mercy meron mervin michel
michelangelo michele miguel mike mildred mireille mitchell moira moises montserrat morgan moses
mulu muriel musie nacho naomi natale natnael neil nelson nestor ngozi nicholas nicolo nigel noelia
norman octavia olu oluwaseun ophelia orlando oumar oumou pablo paco paige paloma paola paolo
pascal pascale patience patsy patty paulo paz pearl pedro peggy penny petronella phil philippe
phyllis pierre pierrette pietro pilar precious quentin rachel rafaela rahel ramiro ramon ramón
raphael raquel raul ray raúl rebeca reggie reinaldo remi remy ricarda ricardo riccardo rick rodney
rodolfo rodrigo rogelio ron ronaldo rory rosalia rosalind rosanna rosario rosemary ross roxanne
ruby rupert russell ruud saba sadie samara samba santiago santos scarlett scott sean selam
selamawit selena semhar senayt sennait serge sergio severine shane shannon sharon shaun shawn
sheila shelby shirley sidney sienna silvana silvio skye sofía solange soledad solomon spencer
stacey stacy stefano steffen steffi stephen sterling stéphane sue summer tamika taylor teklu
tendai terence teresita terrence terry tesfay tesfaye tess tessa tewolde thelma theodore thierry
thorben tiago tiffany tigist till timothy tony tonya tracey tracy trevor trish troy tsegay tsehay
tsigereda tyler tyrone udo uli umberto ute valeria valerio vanesa vernon vicente victoriano vince
violet vito vittoria vittorio volker wade wayne wesley whitney wilfried willem winta wolfgang xavi
xavier yann yohannes yolanda yonas yordanos yves yvette zach zachary zerai zewdi zoé
"""

# Tamil, Indian, Vietnamese, Thai, Chinese, Japanese, Indonesian.
_ASIAN = """
abhishek aditi aditya agus aiko aishwarya ajay ajith akash akiko akila amirtha amit amita amrit
amruta anand anandan ananya anil anjali anju ankit ankita anoop anura anusha anushka apinya
aravind arjun arul arulini arun aruna arunthathi arvind asanka ashok ashwini aum aung ayu balaji
balan bao bharathi bhavani bhavna bich bikash bina binh boonsri buddhi budi chaiwat chamari
chaminda chandra chandran charu chen chi dao deepa deepak deepika dev devi dewi dhanya dharshini
dhurka dinesh divya duc duong duyen gajan gajendran ganesh ganeshan gauri geetha giang gita gopal
govind gowri gurpreet hanh hari harini harpreet harsha haruto hemant hien hieu hiroko hiroshi
hoa hoang hong huong huu huy huyen indra inthira ishani iswarya jagath janani jasmeet jaya
jayanthi jeevan jegan jeyanthi jian jiho jing jothi jyothi kajal kalpana kamala kamalesh
kanchana kannan kanya karthik karthika kavitha kavya keerthana kenji khanh khin khoa kiran
kiruthika komathi krisha krishna krishnan kumar kumaran kumari kusum lakshan lakshmi lalita lam
lan lanh laxmi lien linh loan logini malar malarvizhi malathi malee malini mani manisha manju
manjula manoj manpreet mathavan mathura mathusha maung meena meenakshi meera mekala ming minh
minjun mohan mohana murugan mya myo nadarajah nagesh naing nalini nandini naoko narayan navaneetha
navin neha ngan nghia ngoc nguyen nguyet nhi nhu nhung nikhil nimal nimmi nirmala niroshan niroshi
nisha nishanthan nitharsan nithya oanh padma padmini parameswaran parvathi phan phong phuc phuong
piya ponnampalam pooja pornthip prabha prabhu pradeep prakash pranav pranee prasad prasanna
prashanth pratheep praveen preethi prem premala priya priyanka pushpa putri quang quoc quyen quynh
radha raghu rahul rajan rajani rajeev rajesh rajeswari raji raju ramesh ramya ranjan ranjana
ranjini ranjith rasathi ratana ratna ravi rekha renuka reshma ritu rohan rohini rohit ruchi rupa
sachin sai sakura saman sandeep sandhya sangeetha sangita sanjay sanjeev sanjit sarala saraswathi
saravanan saroja sasi sasikala satheesh sathya satish savitha savitri seetha selvam selvan selvi
senthil seung shalini shankar shanmugam shanthi sharmila sharmini shashi shilpa shivani shobana
shreya shyam siriporn siti siva sivakumar sivam sivaraj sneha somchai somjai somporn somsak soyeon
sri sridevi srikanth subash subramaniam sudha sugan sugantha sujatha sukhvir sulochana suman
sumathi sumitra sunil sunita supaporn suresh surya sushila sushma suthan swati takashi tam
tanuja thanh thanuja thao tharani tharsan tharshini theepan thi thien thilaga thinh tho thu thuan
thuong thuy tien tinh toan tri trinh trong trung truong tuan tuyen tuyet uma umesh usha vaishnavi
vanitha vasantha vasuki veera venkat vidya vien vijay vijaya vijayakumar vikram vimala vinay vinh
vinod vithusan vivek wai wanida wei wichai xiao xin xuan yamini yen ying yogesh yuki yuko zaw
zhang
"""

# Words, months or cities as well: at the head of a sentence they need more to be a person.
WORDS_TOO = frozenset(
    """
    an andre anker ask aster august ben birk bo bue dag dan edit era falk flora florence fred
    frost gala georgia gro gry gull hai hans hope hung ib jo jordan karma kuba lage lam lang lava
    li liv lund lykke lærke løve mai maj marina mark max may milan my mynte nis nor nova odd otte
    per perle pil rene roman rose saga salam santiago sejr sine siv sofia sol son sten stig storm
    sun sus sydney tam thi till tom tone tor trille tu tue ture urban van veste vester vida våge
    vår will yen
    """.split()  # noqa: SIM905 names read better in rows
)
GIVEN = WORDS_TOO.union(" ".join((_NORDIC, _EASTERN, _TURKISH, _SLAVIC, _WESTERN, _ASIAN)).split())
