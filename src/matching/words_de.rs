//! German word lists, written from general knowledge of the language.
//!
//! Same three kinds as the English ones. All are spelled as folding leaves
//! them: without umlauts (`für` is `fur`, `heißen` is `heissen`).

/// Words that carry grammar rather than a topic; also the votes for German.
pub(super) const FUNCTION: &str = "
ab aber alle allem allen aller alles als also am an andere anderen anderer auch
auf aus ausser bei beide beim bekomme bekommen bereits bevor bin bis bist bitte
brauche brauchen da dabei dadurch dafur damit danach dann daran darauf daruber
darum das dass dein deine deinem deinen deiner dem den denn der deren des
deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du
durch durfen darf eben ein eine einem einen einer eines einfach einige einmal er
es etwas euch euer eure fur ganz gar geben gebe gibt gegen gehabt gehe gehen
geht gehort gemacht genau gerade gern gerne gewesen geworden habe haben hat
hatte hatten hattest hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
im immer in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kannst
kein keine keinem keinen keiner komme kommen kommt konnen konnt konnte konnten
lang lange lassen lasse lasst mache machen macht mal man mehr mein meine meinem
meinen meiner meines mich mir mit moglich mochte mochten muss mussen musst
musste nach nachdem neben nehmen nein nicht nichts nie noch nun nur ob oder oft
ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so sobald
solange soll sollen sollte sollten sondern sonst statt tun tut uber um und uns
unser unsere unserem unseren unter viel viele vielleicht vom von vor wann war
waren ware warum was weder wegen weil weiter welche welchem welchen welcher
welches wem wen wenn wer werde werden werdet weshalb wie wieder wieso wieviel will
willst wir wird wirst wo wobei wodurch woher wohin wollen wollte wollten worden
wurde wurden wurdest zu zum zur zwar zwischen eigentlich irgendwie wohl eher
";

/// Greetings, thanks, pleading and other manners around a request.
pub(super) const COURTESY: &str = "
hallo hi hey moin servus guten gute tag morgen abend gruss grusse liebe lieber
liebes sehr geehrte damen herren danke dank vielen vielmals besten bitte
entschuldigung entschuldigen sorry verzeihung tschuss ciao hilfe helfen hilf
hilft helft frage fragen wissen gerne freundlich freundlichen freundliche wurde
zusammen leute team sagen sag zeigen zeig erklaren dringend schnell
";

/// Written form → what it stands for.
pub(super) const EXPANSIONS: &[(&str, &str)] = &[
    ("hab", "habe"),
    ("hatt", "hatte"),
    ("is", "ist"),
    ("isses", "ist es"),
    ("ne", "eine"),
    ("nen", "einen"),
    ("nem", "einem"),
    ("ner", "einer"),
    ("n", "ein"),
    ("nich", "nicht"),
    ("net", "nicht"),
    ("ned", "nicht"),
    ("nix", "nichts"),
    ("gibts", "gibt es"),
    ("gehts", "geht es"),
    ("wars", "war es"),
    ("habs", "habe es"),
    ("kanns", "kann es"),
    ("wos", "wo ist"),
    ("wies", "wie ist"),
    ("kannste", "kannst du"),
    ("haste", "hast du"),
    ("biste", "bist du"),
    ("willste", "willst du"),
    ("vllt", "vielleicht"),
    ("vlt", "vielleicht"),
    ("evtl", "eventuell"),
    ("zb", "zum beispiel"),
    ("bzw", "beziehungsweise"),
    ("ggf", "gegebenenfalls"),
    ("inkl", "inklusive"),
    ("bzgl", "bezuglich"),
    ("mfg", "gruss"),
    ("lg", "gruss"),
    ("vg", "gruss"),
    ("thx", "danke"),
    ("pls", "bitte"),
    ("plz", "bitte"),
    ("bidde", "bitte"),
    ("nr", "nummer"),
    ("tel", "telefon"),
    ("handynr", "handynummer"),
    ("str", "strasse"),
    ("rg", "rechnung"),
    ("rng", "rechnung"),
    ("pw", "passwort"),
    ("acc", "account"),
    ("info", "information"),
    ("infos", "informationen"),
    ("std", "stunden"),
    ("min", "minuten"),
    ("tgl", "taglich"),
    ("mtl", "monatlich"),
    ("grad", "gerade"),
    ("jez", "jetzt"),
    ("jz", "jetzt"),
    ("drauf", "darauf"),
    ("drin", "darin"),
    ("dran", "daran"),
    ("rein", "herein"),
    ("raus", "heraus"),
];
