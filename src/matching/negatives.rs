//! Messages that no support catalog should act on, for calibration.
//!
//! Written for this project from general knowledge: chit-chat, questions about
//! the bot, requests of everyday life and half-sentences that open or close a
//! chat. They also show which words are common. Calibration passes over those
//! that come close to a phrase of the catalog, and believes the rest the less
//! the more the catalog can say for itself: a weather service may well have an
//! action for the weather.

use super::language::Language;

const ENGLISH: &str = "
hello there
hey how are you doing today
good morning everyone
thanks a lot
thank you so much for your help
ok great
that is all for now
no that is fine
yes please
never mind
i have a question
can you help me with something
i need some help please
is anyone there
are you a real person
who made you
what is your name
how old are you
what can you do
do you like music
tell me a joke
tell me something interesting
you are not very helpful
this is ridiculous
i am really annoyed
you are awesome
i love you
see you later
have a nice weekend
what do you think about politics
sorry i did not understand that
let me think about it
wait a second
i will get back to you later
what's the weather like tomorrow
will it rain this weekend
what time is it in tokyo
how far is it to the moon
who won the game last night
who is the president of france
what is the capital of australia
how many people live in canada
what does this word mean
translate good night into spanish
how do you spell necessary
what is twelve times fifteen
what is the square root of eighty one
play some jazz
turn off the lights in the kitchen
set a timer for ten minutes
wake me up at seven
remind me to water the plants
write me a poem about autumn
recommend a good book
which film should i watch tonight
what is on television this evening
how do i cook rice
give me a recipe for apple pie
how long should i boil an egg
what goes well with salmon
how many calories are in a banana
is coffee bad for you
my head hurts what should i do
how can i sleep better
what exercise is good for my back
how do i lose weight
how do i tie a tie
how do i remove a wine stain
how do i fix a leaking tap
how often should i wash my dog
why do cats purr
when do roses bloom
how do i plant tomatoes
what is the best phone to buy
which laptop is good for students
how do i learn to play the guitar
how does a car engine work
my car makes a strange noise
how much air do my tyres need
where can i park downtown
is the road to the mountains closed
book me a flight to rome
find a hotel near the beach
i want a table for two tonight
order me a pizza
find the nearest petrol station
how do i get to the museum
when does the next train leave
do i need a visa for japan
what should i pack for a trip to norway
what is the exchange rate of the dollar
should i invest in gold
how are the stock markets today
what is the meaning of life
how old is the universe
explain photosynthesis to me
who painted the mona lisa
when did the second world war end
what happened in the news today
when is the next public holiday
how many days until christmas
happy birthday
my neighbour is too loud
i am bored
my sister is getting married in june
i just came back from holiday
the kids are at school
we had dinner with friends yesterday
i do not know what to wear
did you see the football match
which team is top of the league
flip a coin
shuffle the deck of cards
pick a number between one and ten
sing me a song
speak slower please
can you say that again
text my mother that i am late
call a taxi
read me my emails
put milk on the shopping list
add a meeting with john on friday
what is on my calendar today
how tall is mount everest
do you believe in ghosts
";

const GERMAN: &str = "
hallo zusammen
na wie geht es dir heute
guten morgen
vielen dank
danke für deine hilfe
ok super
das war alles
nein schon gut
ja bitte
vergiss es
ich habe eine frage
kannst du mir bei etwas helfen
ich brauche hilfe
ist da jemand
bist du ein mensch
wer hat dich gemacht
wie heißt du
wie alt bist du
was kannst du alles
magst du musik
erzähl mir einen witz
du bist nicht sehr hilfreich
das ist doch lächerlich
ich bin echt sauer
du bist toll
bis später
schönes wochenende
was hältst du von politik
das habe ich nicht verstanden
ich überlege es mir noch
warte kurz
ich melde mich später wieder
wie wird das wetter morgen
regnet es am wochenende
wie spät ist es in tokio
wie weit ist es bis zum mond
wer hat gestern gewonnen
wer ist präsident von frankreich
was ist die hauptstadt von australien
wie viele menschen leben in kanada
was bedeutet dieses wort
wie heißt gute nacht auf spanisch
was ist zwölf mal fünfzehn
spiel etwas jazz
mach das licht in der küche aus
stell einen timer auf zehn minuten
weck mich um sieben
erinnere mich daran die blumen zu gießen
schreib mir ein gedicht über den herbst
empfiehl mir ein gutes buch
welchen film soll ich heute schauen
was läuft heute abend im fernsehen
wie koche ich reis
gib mir ein rezept für apfelkuchen
wie lange muss ein ei kochen
wie viele kalorien hat eine banane
ist kaffee ungesund
mein kopf tut weh was soll ich tun
wie kann ich besser schlafen
welche übung hilft gegen rückenschmerzen
wie nehme ich ab
wie bindet man eine krawatte
wie bekomme ich einen rotweinfleck raus
wie repariere ich einen tropfenden wasserhahn
wie oft soll ich meinen hund waschen
warum schnurren katzen
wann blühen rosen
wie pflanze ich tomaten
welches handy ist das beste
wie lerne ich gitarre spielen
wie funktioniert ein motor
mein auto macht komische geräusche
wo kann ich in der innenstadt parken
wie ist der verkehr auf dem weg zur arbeit
buche mir einen flug nach rom
finde ein hotel am strand
ich möchte heute abend einen tisch für zwei
bestell mir eine pizza
wo ist die nächste tankstelle
wie komme ich zum museum
wann fährt der nächste zug
brauche ich ein visum für japan
was soll ich nach norwegen mitnehmen
wie steht der dollar
soll ich in gold investieren
was ist der sinn des lebens
wie alt ist das universum
erkläre mir die photosynthese
wer hat die mona lisa gemalt
wann war der zweite weltkrieg zu ende
was gibt es neues in den nachrichten
wann ist der nächste feiertag
wie viele tage noch bis weihnachten
alles gute zum geburtstag
mein nachbar ist zu laut
mir ist langweilig
meine schwester heiratet im juni
ich bin gerade aus dem urlaub zurück
wir waren gestern mit freunden essen
ich weiß nicht was ich anziehen soll
hast du das fußballspiel gesehen
wirf eine münze
sing mir ein lied
kannst du das noch einmal sagen
schreib meiner mutter dass ich später komme
ruf mir ein taxi
lies mir meine mails vor
setz milch auf die einkaufsliste
was steht heute in meinem kalender
glaubst du an geister
";

/// For a catalog in these languages; for one in neither, both lists, as what
/// little there is to go by.
pub(super) fn generic(languages: &[Language]) -> Vec<&'static str> {
    let mut out = Vec::new();
    for (language, list) in [(Language::English, ENGLISH), (Language::German, GERMAN)] {
        if languages.is_empty() || languages.contains(&language) {
            out.extend(list.lines().filter(|line| !line.is_empty()));
        }
    }
    out
}
