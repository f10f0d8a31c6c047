"""Words beside a name: surnames, offices that people hold, and what makes a name a place's."""

import re

from comms.danish.pattern import Pattern

# Surnames without the usual endings, and the endings by which the others are known.
SURNAMES = frozenset(
    """
    aagaard aarup abdi abdullah abild agerskov ahmed ahrens akhtar albæk ali alstrup ambrosius
    amstrup andrup anker arendt arnoldus asmussen astrup aydin bach bager bagge bak balle bang
    barfoed bay bech beck beier bendix bentzon berg berthel bertram bigum bille bindslev birch
    birk bisgaard bjerg bjerre bjerregaard blak bloch block boel boesen bois bolt bondarenko bonde
    bonnesen borch borg borre borum bove boye brandt brask braun bredal brix brock brodersen
    brogaard broge brorson brown bruhn brun bruun bryld brøndum buch buchholtz buhl buhr bui bull
    bundgaard busch busk butt buus byrial bæch bæk bøg bøgh bøje celik cengiz chaudhry
    christoffersen clark cold cooper dahl dahlerup dall dalsgaard dam damborg damgaard damm dang
    davies davis degn dehn demir dinh do doan dogan dohn drachmann drejer due duong dybdal dyhr
    dyrberg ebbesen egeberg egholm ehlers eilertsen elbæk elkjær ellegaard enevoldsen engell
    enggaard enghoff esbjerg evans fabricius falck falk fallesen farah faurholt fich fischer
    fisker fjord flindt flyger fog foged fogh foldager folmer frandsen frank fredslund friis frisk
    frost fuglsang funch funder fynbo fönss gaarde gad galsgaard gam gammelgaard garde geertsen
    gejl glad glud gormsen gram gravesen green greve grøn grønbech grønlund gude guldager gylling
    gøtz haagensen haahr haar hager hald halkjær hall hammer hannibal harder harris hartmann
    hassan haugaard hauge have heiberg heide hein hejlesen helbo hellesøe helms hemmingsen hermann
    herold herskind hesse hessel hjort hjorth hoang hoff hoffmann hofman holck hold holk holm
    holst holt hornemann hosseini hove hovgaard hoy hummel hussain husum huynh hvid hviid høeg høg
    høj højbjerg højer høy høyer ibrahim ibsen ipsen iqbal iversen jackson jacobi jagd jama jepsen
    jespersgaard jessen johnson jones juhl juncker jung junker just juul jørck kaa kaas kaiser
    kamp kaplan kappel karlshøj kastrup kaya keller khan kier king kirk kirkeby kjær kjærgaard
    kjærulff klausen klint klitgaard kloster knage kobberup koch kock kofod kofoed kold kolding
    kovalenko kowalska kowalski krag kragh krarup krog krogh krone kruse kudsk kure kurt kvist
    kyed kærgaard køhler kılıç ladefoged lang langballe lange lassen lau laub laugesen laustsen le
    lee leth levin lihn lind lindberg linde lindegaard lindgaard lindgren lindhardt lodberg
    lorentzen lou louring lund lundby lunde lundgaard lundgreen lundsgaard lunn ly lybæk lyhne
    lykke lyng lyngby lynge lyngholm læssøe løkke løth maagaard madsbøll mahmoud malik malling
    malm marcher marker markussen marstrand martin mathiasen meier meldgaard melgaard meyer
    michael mikkelborg miller mirza mogensen mohamed mohammad mohammadi moore moos mortensen mose
    moth muff munch munk munkholm murad myhre møberg mølby mølgaard møller mørch mørk mørup
    nedergaard neergaard nellemann nguyen nissen noer norup nowak nyboe nyborg nygaard nyholm
    nymand nymann nyrup nørby nørgaard nørskov odgaard olrik omar omø osman oxholm pagh palsgaard
    pape pedersbæk pham phan pihl piil ploug plougmann plum poder polat popa popescu poulsgaard
    prip prytz præstegaard quist quistgaard raaby raahauge rahbek rahimi ramskov rank rasch rask
    rath ravn refslund reimann rex rezai riber riis rinds ring risager rix roberts robinson rode
    roed roesgaard rohde romme rose rosendahl rosenkilde roth rud runge rye ryom røn rønn rønne
    rørbæk sahin salah saleh sand sander sass sauer schack scheel schiøtz schmidt schou schrøder
    schultz schulz schwartz schøler sehested sejr selch shah sharma shevchenko siggaard
    simmelsgaard singh skaarup skafte skipper skjold skjødt skoog skou skov skovbjerg skovgaard
    skovmand skytte smed smidt smith sode sommer sonne spang spangsberg staal stage stampe stark
    steen steffens stenbæk stender stigaard stilling storgaard storm stougaard straarup strange
    strøm stubkjær sudergaard svane svart svejgaard svendgaard sværke søby søe søgaard søholm
    sønderby sønderskov taylor teglgaard terp thaarup therkelsen thestrup thomas thomassen
    thompson thorsgaard thrane thuesen thulstrup thygesen thyregod thøgersen tkachenko toft tofte
    toftegaard tolstrup tornbjerg torp tran trier trolle truelsen truong tscherning turner tved
    uhre uldall urup vad vagner vang vedel vesterager vestergaard viborg vig villadsen vind
    vinding vinter vinther vo voetmann voss vu wagner walker warming warsame weber wedel weis
    westergaard westh white wiberg wiese williams wilson wind winkel winther with witt wolff wood
    worm wright wulff wójcik yildirim yildiz yilmaz younis yusuf zacho zaman ziegler zinck åberg
    ågård özdemir öztürk øllgaard ørnsø ørum østerby østergaard
    """.split()  # noqa: SIM905 names read better in rows
)
_SURNAME_ENDINGS = """
    sen ssøn sson gaard gård bæk bech bjerg bjærg berg borg dal dahl holm holt hauge høj ager
    kilde kjær kær krog lund mann mose rup skov sted stad strøm toft trup vad vang quist qvist ski
    ska cki cka enko chuk czyk vić vic ić escu oğlu oglu zadeh pour yan jan ova ov ev eva wicz
    wski nathan rajah lingam dottir dóttir dotter
"""
_SURNAME = Pattern(rf"\w{{2,}}(?:{'|'.join(_SURNAME_ENDINGS.split())})")
_OFFICES = """
    formand forkvinde leder lederske chef direktør konsulent koordinator medarbejder rådgiver
    vejleder lærer lærerinde pædagog læge plejerske plejer præst provst biskop imam minister
    borgmester mester skoler inspektør forstander forfatter forsker professor lektor psykolog
    psykiater terapeut advokat journalist redaktør fotograf musiker sanger sangerinde skuespiller
    instruktør træner kok kokken bager slagter købmand pedel vært værtinde frivillig frivillige
    tovholder kasserer sekretær medlem deltager beboer bruger borger ambassadør mentor praktikant
    elev studerende assistent betjent officer kaptajn skipper pilot tømrer maler murer smed
    gartner landmand fisker chauffør portør jordemoder tolk kunstner digter komponist organist
    dirigent kunstmaler iværksætter ejer indehaver kusine fætter nabo kollega veninde kammerat
    gæst oplægsholder taler foredragsholder toastmaster jubilar fødselar vinder konfirmand
    skoleelev spejder student pensionist enkemand enke arkitekt ingeniør økonom jurist sygehjælper
    hjælper vikar
"""
_KIN = """
    ven vennen fru frøken hr herr fr dr prof mr mrs ms miss onkel tante moster faster farmor
    mormor farfar
    morfar bedstefar bedstemor mor far søster bror søn datter mand mands kone hustru kæreste
    samlever ægtefælle barnebarn oldefar oldemor svigermor svigerfar drengen pigen manden kvinden
    tvillingerne babyen baby lille gamle unge søstrene brødrene
"""
ROLES = Pattern(
    rf"(?:\w*(?:{'|'.join(_OFFICES.split())})(?:en|n|et|s|erne|e)?|{'|'.join(_KIN.split())})",
    re.IGNORECASE,
)
# A name before or after such a word is a house's, a street's, a firm's, a ship's or a work's.
_THINGS = """
    a/s afdeling aften akademi alle allé alléen apotek aps auto bageri bageriet bakke band bandet
    bank bar bibliotek biler blomster bofællesskab bofællesskabet bog bogen boligforening
    boligselskab borg bosted bostedet botilbud botilbuddet boulevard bro brugs bugt butik butikken
    byg båd båden børnehave børnehaven cafe cafeen café caféen center centeret centret cup cykler
    dag dagcenter daghjem dal danmark digte duo efterskole el eng eventyr fest film filmen firma
    firmaer firmaet fond fonden fondet forening foreningen forlag forsorgshjem friskole frisør
    færge færgen gaard gade galleri genbrug grill gruppe gruppen gymnasium gård gården hal hallen
    have haveforening haven haver herberg herberget hjem hjemmet hjemmets hjælp hjælpen hold
    hospital hospitalet hotel hus huset hær højskole i/s institution ivs k/s kaffebar
    kapel kaserne kasernen kilde kirke kirken klinik klinikken kloster klub klubben kollegiet
    kollegium kolonihave kommune kommunen konditori kor koret krisecenter krisecentret kro kroen
    kursus kutter kvartet kælder kælderen købmand køkken køkkenet legat liga linje linjen loft
    lægehus løb løbet marked markedet menighed metode metoden minde mindelund mission model
    modellen museet museum musik mølle netværk netværket opholdssted orkester orkestret p/s park
    parken parkvej pizzeria plads pladsen plejecenter plejecentret plejehjem plejehjemmet pris
    prisen projekt projektet realskole region rejser restaurant roman romanen rådgivning
    rådgivningen sal salen salmer salon salonen samfund sang sange scene selskab selskabet skib
    skibet skole skolen skov skoven slagter slot sogn sognegård sparekasse spisehus spisested sti
    stiftelse stiftelsen strand stræde studie stue stuen stævne sygdom syndrom sø teater teatret
    telefonen torv torvet trio tårn tøj uge vej vuggestue vvs vænge vænget værested
    værestedet værft værksted værkstedet ældrecenter ø øen
"""
_THING_ENDINGS = """
    allé bageriet bandet bogen boulevard broen butikken båden cafeen caféen center centeret
    centret dagen festen festivalen filmen firmaet fond fonden foreningen forlag færgen gade gaden
    gruppen gymnasium gården hallen haven hjemmet hjælpen hospitalet huset kaserne kasernen kirke
    kirken klinikken klubben kollegiet kollegium kommune koret kroen kælderen køkkenet laget
    legatet linjen markedet metoden modellen museet netværket parken plads pladsen prisen
    projektet salen samfundet selskabet skibet skole skolen stedet stræde stuen teatret torvet vej
    vejen værket værkstedet
"""
THING = Pattern(rf"(?:{'|'.join(_THINGS.split())})(?:s|et|en|ets|ens)?", re.IGNORECASE)
THING_ENDING = Pattern(rf"\w{{2,}}(?:{'|'.join(_THING_ENDINGS.split())})s?", re.IGNORECASE)
TITLES_OF_OLD = frozenset(
    (
        *("sankt", "skt", "sct", "st", "kong", "dronning", "prins", "prinsesse", "hertug", "grev"),
        *("grevinde", "kejser", "pave", "jomfru", "hellig", "ridder"),
    )
)
# Places, peoples, firms and days that are written with a capital and are no persons.
PLACES = frozenset(
    """
    aabenraa aalborg aarhus afghanistan afrika albanien aldi allah als amager amerika anholt april
    arla asien assens august bagdad bauhaus beirut belgien berlin bibelen bilka billund blå
    bornholm bosnien brande bredstrup brugsen bulgarien byråd byrådet bælte børkop carlsberg coop
    damaskus danmark dansk danske dansker december dr dsb ebeltoft egeskov egypten eid england
    eritrea erritsø esbjerg etiopien europa excel faaborg facebook falster februar finland
    flensborg folketinget frankrig fredag fredericia frelsens fyn færøerne føtex google grenaa
    grindsted grækenland grønland gud haderslev hamburg hanoi headspace helsingør herning herslev
    hillerød hobro holland holstebro horsens hær ikea indien instagram irak iran irland island
    israel italien jaffna januar japan jesus jordan jul juli juni jylland kabul kina kirkens
    kolding kommunen koranen kors korshær kosovo kroatien kvickly kyiv københavn køge langeland
    lanka libanon lidl lillebælt linkedin livslinien lolland london læsø lørdag maj mandag marokko
    marts matas meny messenger middelfart mobilepay mogadishu møn netto nordea norden norge
    november nuuk nyborg næstved odense oktober onsdag oslo outlook pakistan palæstina paris pinse
    pjedsted polen påske ramadan randers region rema ribe roskilde rumænien rusland røde sagen
    samsø september serbien silkeborg silvan sjælland skanderborg skive skotland skærbæk slagelse
    snoghøj somalia spanien spar sri stockholm storebælt strategi svendborg sverige syddanmark
    syrien søndag sønderborg taulov teams thailand thisted tirsdag torsdag trekanten tv tyrkiet
    tyskland tórshavn tønder udsathed udsatterådet ukraine ullerup ungarn usa varde vejen vejle
    viborg vietnam warszawa whatsapp word youtube zoom århus ældre ærø
    """.split()  # noqa: SIM905
)
# Known from books, songs and history: nobody's consent hangs on them.
FAMOUS = frozenset(
    {
        *("anne frank", "karen blixen", "kim larsen", "h.c. andersen", "hans christian andersen"),
        *("tove ditlevsen", "benny andersen", "halfdan rasmussen", "søren kierkegaard"),
        *("carl nielsen", "niels bohr", "john mogensen", "poul henningsen", "astrid lindgren"),
        *("pippi langstrømpe", "emil fra lønneberg", "martin luther", "nelson mandela"),
        *("martin luther king", "elvis presley", "john lennon", "michael jackson", "bob dylan"),
        *("leonard cohen", "johnny madsen", "kaj munk", "johannes v. jensen", "henrik pontoppidan"),
        *("klods hans", "olsen banden", "peter plys", "harry potter", "anders and", "mickey mouse"),
        *("charles dickens", "jeppe aakjær", "thøger larsen", "dan turèll", "peter belli"),
        *("sebastian bach", "ludvig holberg", "holger danske", "svend tveskæg", "gorm den"),
    }
)


# A name that may stand alone: "Jensen har boet her siden oktober".
COMMON_SURNAMES = frozenset(
    """
    andersen andreasen bertelsen carlsen christensen christiansen christoffersen clausen danielsen
    davidsen eriksen frandsen frederiksen gregersen hansen henriksen iversen jacobsen jakobsen
    jensen jeppesen jespersen jessen johannesen johannsen johansen justesen jørgensen karlsen
    kjeldsen klausen knudsen kristensen kristiansen kristoffersen larsen lassen lauridsen
    lauritsen laursen lorenzen madsen mathiasen mathiesen mikkelsen mogensen mortensen møller
    nguyen nicolaisen nielsen nikolajsen nissen olesen olsen paulsen pedersen petersen poulsen
    rasmussen sandersen schmidt simonsen svendsen svensson søndergaard sørensen therkildsen
    thomassen thomsen thygesen thøgersen toftegaard torp vestergaard villadsen winther østergaard
    """.split()  # noqa: SIM905
)


def is_surname(word: str) -> bool:
    """Is the word one of the usual surnames, or made as they are?"""
    low = word.lower().rstrip("'’")
    return any(
        one in SURNAMES or bool(_SURNAME.fullmatch(one)) for one in (low, low.removesuffix("s"))
    ) or ("-" in low and any(is_surname(part) for part in low.split("-") if part))


def is_thing(word: str) -> bool:
    """Is it a word for a house, street, firm, group or work, alone or ending a longer one?"""
    return bool(THING.fullmatch(word) or THING_ENDING.fullmatch(word))
