//! Plays a script on one surface.
//!
//! What is read is folded in three ways only. Where a script says `! api https://example.com`, because what it defines is
//! called, that stands for the address of the simulated API, on the way in and on the way out, and how many milliseconds
//! the call took is left out. A customer's masked id is that of the pure desk. Discord's spelling of commands is that of
//! `commands`. Everything else, times and references included, is as in the script: in both a minute goes by with every
//! step.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use errand::admin::Role;
use errand::admin::access::Trick;
use errand::admin::record::masked;
use errand::domain::action::ActionName;
use errand::domain::language::Language;
use errand::domain::version::VersionNumber;
use errand::store::{AuditRow, AuditVerdict, Store};
use serde_json::json;

use super::answer::Said;
use super::apart;
use super::called::{CUSTOMER, MASKED};
use super::file::{Part, Script, Step};
use super::scene::Scene;
use super::stage::{Deed, Doer, Roles, Spot, Stage};
use super::surface::{Here, Means};
use crate::api::PATIENCE;
use crate::world::{Given, World};

/// When the pure desk's clock begins.
const BEGINNING: &str = "2026-03-02T09:00:00Z";
const MINUTE: Duration = Duration::from_mins(1);
/// Rows of the audit that one step may write.
const ROWS: u32 = 20;

/// What each step of a script leads to on a surface; nothing for steps that are not done there. Nothing at all when the
/// script is not for there.
pub async fn play<S: Stage>(script: &Script) -> Option<Vec<Option<Vec<String>>>> {
    if S::SURFACE.here(&apart(script)) == Here::Nothing {
        return None;
    }
    let mut player = Player::<S>::open(script).await;
    let mut played = Vec::new();
    for part in &script.parts {
        match part {
            Part::Note(_) | Part::Apart(_) => {}
            Part::Scene(scene) => player.scene(scene),
            Part::Step(step) => played.push(player.step(step).await),
        }
    }
    player.finish().await;
    Some(played)
}

struct Player<S> {
    world: World,
    stage: S,
    roles: Roles,
    doer: Doer,
    /// What has changed since the last step.
    scene: Scene,
    look: Store,
    /// What the script calls the simulated API, when it is called.
    api: Option<String>,
    /// The languages that people speak who do not speak English.
    spoken: HashMap<String, Language>,
    /// The last row of the audit that was read.
    read: i64,
}

impl<S: Stage> Player<S> {
    async fn open(script: &Script) -> Self {
        let mut people = vec!["ada".to_owned()];
        for part in &script.parts {
            let Part::Scene(scene) = part else { continue };
            let named = scene.strip_prefix("person ").or_else(|| scene.strip_prefix("secret ")?.split(' ').nth(1));
            people.extend(named.map(str::to_owned).filter(|name| !people.contains(name)));
        }
        let cast = people.iter().cloned().chain([CUSTOMER.to_owned()]).collect();
        let now = BEGINNING.parse().expect("a time");
        let mut world = World::with(Given { now, cast, secrets: Vec::new() }).await;
        world.api.answers(|_| (200, json!({ "greeting": "Hello" })));
        let roles: Roles = people.into_iter().map(|name| (name, Role::Admin)).collect();
        let stage = S::open(&mut world, &roles).await;
        let doer = Doer { name: "ada".to_owned(), spot: Spot::Direct, trick: None, language: Language::English };
        let look = world.look().await;
        let mut player = Self {
            world,
            stage,
            roles,
            doer,
            scene: Scene::default(),
            look,
            api: None,
            spoken: HashMap::new(),
            read: 0,
        };
        if script.parts.iter().any(|part| matches!(part, Part::Scene(scene) if scene.starts_with("run "))) {
            player.stage.does(&mut player.world, &customer(), &Deed::Message("hello".to_owned())).await;
            player.rests().await;
            player.stage.reads(&customer());
        }
        player
    }

    fn scene(&mut self, scene: &str) {
        let (what, row) = scene.split_once(' ').expect("what, and a row");
        match (what, row) {
            ("api", url) => self.api = Some(url.to_owned()),
            ("person", name) => name.clone_into(&mut self.doer.name),
            ("place", "private") => self.doer.spot = Spot::Direct,
            ("place", "team") => self.doer.spot = Spot::Team,
            ("place", "public") => self.doer.spot = Spot::Public,
            ("trick", trick) => self.doer.trick = Trick::ALL.into_iter().find(|one| one.as_str() == trick),
            ("language", tag) => self.doer.language = Language::from_tag(tag).expect("a language we speak"),
            ("role", role) => {
                let role = match role {
                    "admin" => Role::Admin,
                    "moderator" => Role::Moderator,
                    _ => Role::Nobody,
                };
                let own = self.roles.iter_mut().find(|(name, _)| *name == self.doer.name).expect("somebody");
                own.1 = role;
                self.scene.rights = true;
            }
            _ => assert!(self.scene.set(what, row), "unknown scene: {scene}"),
        }
    }

    async fn step(&mut self, step: &Step) -> Option<Vec<String>> {
        self.world.time_goes_by(MINUTE);
        let deeds = match S::SURFACE.here(&step.elsewhere) {
            Here::Nothing => return None,
            Here::Common => vec![(Means::Usual, step.done.clone())],
            Here::Instead(instead) => instead,
        };
        self.set_scene().await;
        let mut lines = Vec::new();
        for (means, done) in deeds {
            let inward = |text: &str| self.inward(text);
            let deed = Deed::read(&inward(&done), means, |name| inward(&file(name)));
            lines.extend(self.stage.does(&mut self.world, &self.doer, &deed).await);
            self.rests().await;
            lines.extend(self.stage.reads(&self.doer).iter().flat_map(Said::lines));
            let told = self.stage.reads(&customer());
            lines.extend(told.iter().flat_map(Said::lines).map(|line| format!("(to a customer) {line}")));
            lines.extend(self.audit().await);
        }
        Some(lines.into_iter().map(|line| self.outward(line)).collect())
    }

    fn inward(&self, text: &str) -> String {
        let Some(api) = &self.api else { return text.to_owned() };
        text.replace(api, &format!("http://{}", self.world.api.address))
    }

    fn outward(&self, line: String) -> String {
        let line = line.replace(&format!(": {} ", masked(&self.stage.id(CUSTOMER))), &format!(": {MASKED} "));
        let Some(api) = &self.api else { return line };
        let host = self.world.api.address.to_string();
        let line = line.replace(&format!("http://{host}"), api).replace(&host, api.trim_start_matches("https://"));
        without_duration(&line).unwrap_or(line)
    }

    /// What was set is so when the next process begins.
    async fn set_scene(&mut self) {
        let scene = std::mem::take(&mut self.scene);
        let mut restarts = scene.rights || scene.writes();
        let spoken = self.spoken.insert(self.doer.name.clone(), self.doer.language);
        if spoken.unwrap_or(Language::English) != self.doer.language {
            restarts |= self.stage.speaks(&self.world, &self.doer).await;
            self.rests().await;
            self.stage.reads(&self.doer);
        }
        if !restarts {
            return;
        }
        self.world.stops().await;
        self.stage.configure(&mut self.world, &self.roles);
        let customer = (self.stage.id(CUSTOMER), self.stage.place(&customer()));
        let mut store = self.world.store().await;
        let people: Vec<(String, String)> =
            self.roles.iter().map(|(name, _)| (name.clone(), self.stage.id(name))).collect();
        scene.write(&mut store, S::SURFACE.channel(), &customer, &people).await;
        store.close().await.expect("the store closes");
        for name in &scene.of_environment {
            self.world.gives_secret(name, "of the environment");
        }
        self.world.restart().await;
        self.stage.begins_anew(&mut self.world, &self.roles).await;
        self.look = self.world.look().await;
        self.read = self.rows().await.first().map_or(0, |row| row.id);
    }

    /// Waits until everything that was taken is answered.
    async fn rests(&mut self) {
        let channel = S::SURFACE.channel();
        let look = &mut self.look;
        let rests = async {
            // In this order: the end of a call and what it leads to are written at once.
            while !(look.calls_in_flight().await.expect("rows").is_empty()
                && look.pending(channel, 0, 1).await.expect("rows").is_empty())
            {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, rests).await.expect("everything is said in time");
    }

    async fn rows(&mut self) -> Vec<AuditRow> {
        self.look.audit(None, ROWS).await.expect("rows")
    }

    /// What the audit says that it did not say before; who and where are those of this surface.
    async fn audit(&mut self) -> Vec<String> {
        let mut rows = self.rows().await;
        rows.retain(|row| row.id > self.read);
        rows.reverse();
        let (who, place) = (self.stage.id(&self.doer.name), self.stage.place(&self.doer));
        let channel = S::SURFACE.channel().as_str();
        let place = if place.is_empty() { channel.to_owned() } else { format!("{channel}/{place}") };
        for row in &rows {
            self.read = row.id;
            assert_eq!((&row.entry.who, &row.entry.place), (&who, &place), "the audit names who and where: {row:?}");
        }
        let line = |row: AuditRow| {
            let versions: Vec<String> = row.entry.versions.iter().map(VersionNumber::to_string).collect();
            let action = row.entry.action.as_ref().map_or("-", ActionName::as_str);
            let line = format!("[audit] {} {action} {} {}", row.entry.verb, versions.join(","), row.entry.detail);
            line.trim_end().to_owned()
        };
        rows.into_iter().map(line).collect()
    }

    async fn finish(self) {
        drop(self.look);
        // Whoever sits at a terminal gets up.
        drop(self.stage);
        let mut store = self.world.finish().await;
        let verdict = store.verify_audit().await.expect("rows");
        assert!(matches!(verdict, AuditVerdict::Whole { .. }), "{verdict:?}");
    }
}

fn customer() -> Doer {
    Doer { name: CUSTOMER.to_owned(), spot: Spot::Direct, trick: None, language: Language::English }
}

/// `Status 200 after N ms: succeeded`, where a call has taken its time.
fn without_duration(line: &str) -> Option<String> {
    let (status, rest) = line.strip_prefix("Status ")?.split_once(" after ")?;
    let (_, rest) = rest.split_once(" ms: ")?;
    Some(format!("Status {status} after N ms: {rest}"))
}

/// A file of the scripts.
fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/admin/files").join(name);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}
