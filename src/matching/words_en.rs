//! English word lists, written from general knowledge of the language.
//!
//! Function words carry grammar, courtesy words carry manners, expansions
//! undo contractions and chat spelling. No content words: what a catalog is
//! about is learnt from the catalog alone.

/// Words that carry grammar rather than a topic; also the votes for English.
pub(super) const FUNCTION: &str = "
a about above after again against all almost already also although am an and
any anybody anyhow anyone anything anyway are around as at away back be because
become been before being below between both but by came can come could did do
does doing done down during each either else enough even ever every everything
few for from further gave get gets getting give given gives go goes going gone
got had has have having he her here hers herself him himself his how however i
if in into is it its itself just keep know last least less let like long look
made make makes making many may me might mine more most much must my myself
need needs never no nobody none nor not nothing now of off often on once one
only onto or other our ours ourselves out over own per perhaps put quite rather
really said same saw say see seem seems shall she should since so some somebody
somehow someone something soon still such take taken than that the their theirs
them themselves then there these they thing things this those though through
to today together too took toward trying try tried under until up upon us use
used using very want wanted wants was way we well went were what whatever when
whenever where wherever whether which while who whoever whole whom whose why
will with within without would yes yet you your yours yourself able right
possible anymore sure maybe actually currently simply exactly ok okay
";

/// Greetings, thanks, pleading and other manners around a request.
pub(super) const COURTESY: &str = "
hi hello hey hiya greetings good morning afternoon evening day dear sir madam
please kindly thanks thank cheers sorry excuse pardon welcome bye goodbye
help helping assist assistance question wonder wondering hope hoping guys team
folks mate buddy bro everyone friend appreciate appreciated tell explain show
advise urgent urgently asap
";

/// Written form → what it stands for.
pub(super) const EXPANSIONS: &[(&str, &str)] = &[
    ("can't", "can not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("wont", "will not"),
    ("shan't", "shall not"),
    ("ain't", "is not"),
    ("aint", "is not"),
    ("dont", "do not"),
    ("dnt", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("hadnt", "had not"),
    ("couldnt", "could not"),
    ("wouldnt", "would not"),
    ("shouldnt", "should not"),
    ("mustnt", "must not"),
    ("neednt", "need not"),
    ("im", "i am"),
    ("ive", "i have"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("theyre", "they are"),
    ("whats", "what is"),
    ("wheres", "where is"),
    ("whos", "who is"),
    ("hows", "how is"),
    ("whens", "when is"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("let's", "let us"),
    ("lets", "let us"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "got to"),
    ("gimme", "give me"),
    ("lemme", "let me"),
    ("dunno", "do not know"),
    ("kinda", "kind of"),
    ("howto", "how to"),
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("n", "and"),
    ("y", "why"),
    ("k", "ok"),
    ("ya", "you"),
    ("pls", "please"),
    ("plz", "please"),
    ("plss", "please"),
    ("pl", "please"),
    ("plzz", "please"),
    ("thx", "thanks"),
    ("thnx", "thanks"),
    ("thanx", "thanks"),
    ("tnx", "thanks"),
    ("ty", "thanks"),
    ("tq", "thanks"),
    ("tysm", "thanks"),
    ("bcz", "because"),
    ("bcoz", "because"),
    ("coz", "because"),
    ("cuz", "because"),
    ("bc", "because"),
    ("cos", "because"),
    ("wat", "what"),
    ("wht", "what"),
    ("wt", "what"),
    ("wen", "when"),
    ("whn", "when"),
    ("hw", "how"),
    ("abt", "about"),
    ("bt", "but"),
    ("shud", "should"),
    ("shld", "should"),
    ("cud", "could"),
    ("wud", "would"),
    ("wld", "would"),
    ("hv", "have"),
    ("hav", "have"),
    ("gv", "give"),
    ("gud", "good"),
    ("dis", "this"),
    ("dat", "that"),
    ("wid", "with"),
    ("frm", "from"),
    ("nt", "not"),
    ("nd", "and"),
    ("srsly", "seriously"),
    ("rn", "right now"),
    ("tmrw", "tomorrow"),
    ("tmr", "tomorrow"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("pic", "picture"),
    ("pics", "pictures"),
    ("acc", "account"),
    ("acct", "account"),
    ("pw", "password"),
    ("pwd", "password"),
    ("passwd", "password"),
    ("info", "information"),
    ("num", "number"),
    ("nr", "number"),
    ("addr", "address"),
    ("amt", "amount"),
    ("txn", "transaction"),
    ("trx", "transaction"),
    ("qty", "quantity"),
    ("pkg", "package"),
    ("appt", "appointment"),
    ("appts", "appointments"),
    ("subs", "subscription"),
    ("pymt", "payment"),
    ("pmt", "payment"),
    ("approx", "approximately"),
    ("tel", "telephone"),
    ("ph", "phone"),
    ("mins", "minutes"),
    ("hrs", "hours"),
    ("yrs", "years"),
    ("yr", "year"),
    ("wk", "week"),
    ("mth", "month"),
];
