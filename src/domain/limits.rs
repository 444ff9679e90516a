//! Every limit in one table. Units come last in the names; each has the reason for its size.

use std::time::Duration;

use jiff::SignedDuration;

/// An action's name: fits a Discord command name (32) with room to spare.
pub const ACTION_NAME_CHARS: usize = 32;
/// An input's name.
pub const INPUT_NAME_CHARS: usize = 32;
/// A secret's name.
pub const SECRET_NAME_CHARS: usize = 64;
/// An action's description: a sentence or two. Where a platform has less room, it is shortened there.
pub const DESCRIPTION_CHARS: usize = 300;
/// Triggers of an action.
pub const TRIGGERS: usize = 100;
/// `not` phrases of an action.
pub const NOT_PHRASES: usize = 100;
/// One trigger or `not` phrase.
pub const PHRASE_CHARS: usize = 200;
/// Phrases in a library up to which publishing judges a phrase by what customers may write instead; among more only
/// exact texts are compared. Learning so many takes 0.1 to 0.8 s, and other conversations wait for it.
pub const JUDGED_PHRASES: usize = 3_000;
/// Inputs of an action: nobody answers more questions in a chat.
pub const INPUTS: usize = 25;
/// An input's instructions.
pub const INSTRUCTIONS_CHARS: usize = 500;
/// An input's example.
pub const EXAMPLE_CHARS: usize = 100;
/// An input's own error text.
pub const INPUT_ERROR_CHARS: usize = 300;
/// Options of a choice: three pages of a Discord menu, and with what else stands there a keyboard of Telegram's. Who has
/// more to choose from is better asked in words.
pub const OPTIONS: usize = 75;
/// One option: what a Discord button label holds.
pub const OPTION_CHARS: usize = 80;
/// A regular expression's source.
pub const REGEX_CHARS: usize = 500;
/// A regular expression's compiled size.
pub const REGEX_COMPILED_BYTES: usize = 256 * 1024;
/// Days between today and a bound of a date: a century covers every date of birth.
pub const DATE_BOUND_DAYS: u32 = 36_525;
/// An e-mail address as SMTP carries it (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const EMAIL_BYTES: usize = 254;
/// Readings or close options named in a question back: more is no help.
pub const READINGS_SHOWN: usize = 3;
/// Words of a message that are looked at for pattern inputs: each is tried alone and with its neighbours.
pub const PATTERN_WORDS: usize = 300;
/// What a customer may type as one answer; longer messages are refused with a sentence.
pub const ANSWER_CHARS: usize = 4_000;
/// An endpoint URL as defined.
pub const URL_CHARS: usize = 2_000;
/// A URL as sent, after values are filled in: what common servers accept.
pub const URL_SENT_BYTES: usize = 8_000;
/// Query properties, headers, and leaves of a body, each.
pub const PROPERTIES: usize = 100;
/// A property's name.
pub const PROPERTY_NAME_CHARS: usize = 100;
/// A fixed value or template of a property.
pub const PROPERTY_VALUE_CHARS: usize = 2_000;
/// Nesting of a body.
pub const BODY_DEPTH: usize = 8;
/// A request body as sent.
pub const BODY_SENT_BYTES: usize = 256 * 1024;
/// Include and exclude paths, each.
pub const REPLY_PATHS: usize = 50;
/// One JSONPath.
pub const PATH_CHARS: usize = 200;
/// One reply text.
pub const REPLY_TEXT_CHARS: usize = 3_000;
/// The admin's free-text reply instructions.
pub const REPLY_INSTRUCTIONS_CHARS: usize = 2_000;
/// A reply as sent. Channels split what does not fit one message: this takes four or five on Telegram and eight on
/// Discord, and nobody reads more in a chat.
pub const REPLY_SENT_CHARS: usize = 16_000;
/// Characters of what Telegram shows when a button is pressed.
pub const TELEGRAM_ALERT_CHARS: usize = 200;
/// One message on Discord.
pub const DISCORD_MESSAGE_CHARS: usize = 2_000;
/// Buttons in one row on Discord.
pub const DISCORD_BUTTONS: usize = 5;
/// Rows of buttons and menus under one message on Discord.
pub const DISCORD_ROWS: usize = 5;
/// What stands on a button on Discord.
pub const DISCORD_BUTTON_CHARS: usize = 80;
/// Options of one menu on Discord.
pub const DISCORD_SELECT_OPTIONS: usize = 25;
/// One option of a menu, a choice of a command, or a suggestion on Discord.
pub const DISCORD_OPTION_CHARS: usize = 100;
/// The title of a form and the label of a field on Discord.
pub const DISCORD_LABEL_CHARS: usize = 45;
/// What stands in an empty field of a form on Discord.
pub const DISCORD_PLACEHOLDER_CHARS: usize = 100;
/// Fields of one form on Discord.
pub const DISCORD_FORM_FIELDS: usize = 5;
/// What one field of a form takes on Discord: as much as one answer.
pub const DISCORD_FIELD_CHARS: u16 = 4_000;
/// Commands of one bot on Discord.
pub const DISCORD_COMMANDS: usize = 100;
/// Published actions with a command of their own: what Discord takes, less room for ours.
pub const OWN_COMMANDS: usize = DISCORD_COMMANDS - 10;
/// Options of one command, and choices of one option, on Discord.
pub const DISCORD_COMMAND_OPTIONS: usize = 25;
/// A description of a command or an option on Discord.
pub const DISCORD_DESCRIPTION_CHARS: usize = 100;
/// Names, descriptions and choices of one command together on Discord.
pub const DISCORD_COMMAND_CHARS: usize = 8_000;
/// A text option of a command on Discord.
pub const DISCORD_OPTION_TEXT_CHARS: usize = 6_000;
/// How long an interaction may wait for its first answer before it is put off: Discord gives up after 3 s, and a
/// request takes its time too.
pub const DISCORD_PUT_OFF: Duration = Duration::from_millis(1_200);
/// How long an answer to an interaction is tried: it is of no use later.
pub const DISCORD_ANSWER_PATIENCE: Duration = Duration::from_millis(2_900);
/// How long an interaction can be answered; Discord says 15 minutes.
pub const DISCORD_TOKEN_LIFE: Duration = Duration::from_secs(14 * 60 + 30);
/// How long any other request to Discord is tried before it counts as failed.
pub const DISCORD_PATIENCE: Duration = Duration::from_mins(2);
/// Connecting to Discord.
pub const DISCORD_CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// One request to Discord.
pub const DISCORD_REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Deliveries to Discord that are under way or wait behind one of their conversation: a channel that may only be
/// written to slowly holds up none of the others.
pub const DISCORD_IN_FLIGHT: usize = 1_024;
/// Deliveries to Discord under way or waiting from which on ended steps are not disabled: Discord takes 50 requests of a
/// bot in a second, and answers go first.
pub const DISCORD_COURTEOUS: usize = 50;
/// How long a call may take before the bot is seen typing: an answer that comes at once needs no sign.
pub const DISCORD_BUSY: Duration = Duration::from_millis(300);
/// How often the sign is renewed; Discord shows it for 10 s.
pub const DISCORD_TYPING: Duration = Duration::from_secs(8);
/// Deliveries to Discord that wait in memory; more wait in the outbox.
pub const DISCORD_WINDOW: usize = 1_024;
/// Shards of one process; a bot in more guilds than these can hold (2,500 each) is split over machines.
pub const DISCORD_SHARDS: u32 = 64;
/// Guilds, support channels of one configuration on Discord.
pub const DISCORD_PLACES: usize = 100;
/// People of whom it is remembered on Discord which role they have in direct messages.
pub const DISCORD_TEAM: usize = 1_000;
/// Guilds in which the roles of somebody are looked up who writes to the bot directly.
pub const DISCORD_TEAM_GUILDS: usize = 8;
/// Threads that are remembered on Discord: those of support channels, and those opened for one person.
pub const DISCORD_THREADS: usize = 10_000;
/// A thread's name on Discord.
pub const DISCORD_THREAD_NAME_CHARS: usize = 100;
/// Places on Discord that are looked at for missed messages: those heard last.
pub const DISCORD_HEARD_PLACES: usize = 1_000;
/// How far back missed messages are looked for.
pub const DISCORD_CATCH_UP: Duration = Duration::from_hours(24);
/// Missed messages that are read of one channel.
pub const DISCORD_CATCH_UP_MESSAGES: usize = 500;
/// Steps a reply template may take (minijinja fuel).
pub const TEMPLATE_FUEL: u64 = 50_000;
/// What a problem quotes of what an author wrote: enough to find it, and it does not hide the sentence.
pub const PROBLEM_VALUE_CHARS: usize = 120;
/// A definition file.
pub const DEFINITION_BYTES: usize = 256 * 1024;
/// An answer of the customer's API.
pub const ANSWER_BODY_BYTES: usize = 256 * 1024;
/// Nesting of an answer that we are willing to read.
pub const ANSWER_DEPTH: usize = 64;
/// Connecting to the customer's API.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// One call in all, when the action does not say.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest time an action may ask for: Discord waits at most 15 minutes, people far less.
pub const CALL_TIMEOUT_MAX: Duration = Duration::from_mins(1);
/// The shortest time an action may ask for.
pub const CALL_TIMEOUT_MIN: Duration = Duration::from_millis(100);
/// Calls to one host at the same time. One that answers in 10 ms gets 12,000 a second then.
pub const CALLS_PER_HOST: usize = 128;
/// Failures in a row to reach a host after which calls fail at once for a while.
pub const BREAKER_FAILURES: u32 = 10;
/// How long they fail at once.
pub const BREAKER_PAUSE: Duration = Duration::from_secs(15);
/// Pauses before the further attempts of a call that may be repeated: a restart behind a proxy takes that long, and a
/// person in a chat waits no longer.
pub const RETRY_PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// How long a connection to a customer's API may stand idle: some servers close theirs after five seconds.
pub const CONNECTION_IDLE: SignedDuration = SignedDuration::from_secs(4);
/// A connection that has stood idle for longer is not taken over by a call that writes: the host may be about to close it.
pub const CONNECTION_FRESH: SignedDuration = SignedDuration::from_secs(1);
/// One that has stood idle for less is not either: some hosts close it after their answer without having said so.
pub const CONNECTION_PROVEN: SignedDuration = SignedDuration::from_millis(20);
/// Idle connections to one host: as many as come idle within [`CONNECTION_PROVEN`] under load, or each further call that
/// writes makes one of its own.
pub const CONNECTIONS_IDLE: usize = 256;
/// Hosts whose calls under way and failures are remembered.
pub const HOSTS_REMEMBERED: usize = 1_000;
/// Wrong answers to one question before the way out is offered.
pub const TRIES_PER_INPUT: u8 = 3;
/// A session that nobody has written to for this long ends, and says so once.
pub const SESSION_IDLE: Duration = Duration::from_mins(30);
/// A preview of a draft ends after this long.
pub const PREVIEW_IDLE: Duration = Duration::from_hours(1);
/// Actions offered as buttons in a greeting or when nothing matched.
pub const ACTIONS_OFFERED: usize = 6;
/// Actions that are listed when somebody asks what can be done: a few messages.
pub const ACTIONS_LISTED: usize = 24;
/// Choices of a "did you mean".
pub const CLARIFY_CHOICES: usize = 3;
/// Inputs that have a button of their own on the card to confirm: with yes and cancel they fill one row on Discord.
pub const CARD_EDITS: usize = DISCORD_BUTTONS - 2;
/// Messages remembered so that an edit can correct an answer.
pub const MESSAGES_REMEMBERED: usize = 25;
/// Deliveries to one place that a channel has at a time; more wait in the outbox, so that others do not.
pub const PLACE_SHARE: usize = 64;
/// Events that one transaction takes.
pub const BATCH_EVENTS: usize = 256;
/// Events waiting for the core loop; senders wait when it is full.
pub const QUEUE_EVENTS: usize = 1_024;
/// Actions in one store.
pub const ACTIONS: usize = 10_000;
/// A file that goes out on a chat platform: a definition or a chart, each of which is far smaller.
pub const UPLOAD_BYTES: usize = 1024 * 1024;
/// A secret's value.
pub const SECRET_BYTES: usize = 4_096;
/// A secret's bytes from which on it is masked in answers that say it back; shorter ones occur there by accident.
pub const SECRET_ECHO_BYTES: usize = 8;
/// How long a statement waits for another reader of the database file, such as a backup, to let go.
pub const DATABASE_BUSY: Duration = Duration::from_secs(5);
/// Rows of conversations and calls from which on a batch goes into the journal first.
pub const JOURNAL_FROM: usize = 8;
/// A batch that takes more rows of the journal goes into the tables at once.
pub const JOURNAL_ROWS: usize = 1_000;
/// How long receipts wait for something else to be written with: less than they took to come.
pub const RECEIPTS_WAIT: Duration = Duration::from_millis(2);
/// What is in the journal goes into the tables after this long: everybody waits for that, so often and little …
pub const JOURNAL_AGE: Duration = Duration::from_millis(60);
/// … or when it has this many bytes …
pub const JOURNAL_BYTES: usize = 4 * 1024 * 1024;
/// … or when nothing has arrived for this long.
pub const JOURNAL_QUIET: Duration = Duration::from_millis(20);
/// Bytes of a page of a store that is made now; those of earlier releases have 4,096. Twice as many make half as many
/// pages of what turns write together, most of it new.
pub const DATABASE_PAGE: u32 = 8_192;
/// Pages of the write-ahead log after which SQLite moves them into the database file: seldom
/// enough to be cheap, often enough to start again quickly after a crash.
pub const WAL_PAGES: u32 = 4_000;
/// What the write-ahead log's file shrinks to after it had to grow.
pub const WAL_BYTES: u64 = 64 * 1024 * 1024;
/// SQLite's page cache: holds the hot conversations.
pub const DATABASE_CACHE_KIB: u32 = 8 * 1024;
/// How long handled platform events are remembered; Telegram delivers again for 24 hours at most.
pub const SEEN_KEPT: Duration = Duration::from_hours(7 * 24);
/// How long events that could not be read are kept: until somebody has looked at the log, since they may hold what
/// customers wrote.
pub const UNREAD_KEPT: Duration = Duration::from_hours(7 * 24);
/// An event that could not be read, as kept; a longer one is cut.
pub const UNREAD_BYTES: usize = 64 * 1024;
/// How long a button of Discord may be pressed: as long as Discord lets its interaction be answered.
pub const DISCORD_BUTTON_LIFE: Duration = Duration::from_mins(15);
/// How long a button of an admin's card may be pressed: a notice of Friday is read on Monday.
pub const ADMIN_BUTTON_LIFE: Duration = Duration::from_hours(7 * 24);
/// How long a button of Telegram may be pressed: a greeting is read the next day.
pub const TELEGRAM_BUTTON_LIFE: Duration = Duration::from_hours(48);
/// Within which a second press on the same button is a slip of the finger, also when Errand starts anew between them.
pub const SLIP: Duration = Duration::from_secs(10);
/// How long ended calls stay on record, customers' values of unsettled ones included.
pub const CALLS_KEPT: Duration = Duration::from_hours(90 * 24);
/// How long notices to admins are kept.
pub const NOTICES_KEPT: Duration = Duration::from_hours(90 * 24);
/// How long messages that nothing matched are remembered: they are customers' words.
pub const MISSES_KEPT: Duration = Duration::from_hours(14 * 24);
/// One of these, once made general: a trigger may be as long.
pub const MISS_CHARS: usize = PHRASE_CHARS;
/// How long the numbers of actions are kept: a year, to compare with, and a month more.
pub const TALLIES_KEPT: Duration = Duration::from_hours(400 * 24);
/// How long an admin's open dialogue waits.
pub const DESK_KEPT: Duration = Duration::from_hours(7 * 24);
/// A sample response.
pub const SAMPLE_BYTES: usize = 16 * 1024;
/// Rows of one table that one pruning step removes, so that no turn waits long for it.
pub const PRUNE_ROWS: u32 = 500;
/// The configuration file.
pub const CONFIG_BYTES: usize = 256 * 1024;
/// One setting: as long as paths get.
pub const SETTING_CHARS: usize = 4_096;
/// Entries of one list of the configuration: hosts, ranges, admins, moderators.
pub const SETTING_ENTRIES: usize = 1_000;
/// The operator's text for "talk to a human".
pub const HUMAN_TEXT_CHARS: usize = 1_000;
/// Elements of one list when an answer is laid out without a reply text: a chat is no table.
pub const LAYOUT_ELEMENTS: usize = 10;
/// Lines of an answer laid out: what fits one screen of a phone or two.
pub const LAYOUT_LINES: usize = 40;
/// One value of an answer laid out.
pub const LAYOUT_VALUE_CHARS: usize = 500;
/// How long a stop waits for calls under way; container runtimes kill after 30 s unless told otherwise.
pub const DRAIN: Duration = Duration::from_secs(20);
