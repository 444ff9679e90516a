//! The library: an action's life, and the refusals when it has moved on.

use errand::domain::change::Change;
use errand::domain::version::{ActionId, VersionId, VersionNumber, VersionState};
use errand::store::{ActionRecord, Batch, Conflict, Edit, Store, StoreError};

use crate::sample::{applied, conversation, create, edit, name, published, state, store};

const V1: VersionNumber = VersionNumber(1);
const V2: VersionNumber = VersionNumber(2);

fn redraft(action: ActionId, number: VersionNumber, lock: u32, definition: &str) -> Edit {
    edit(Change::Redraft { action, number, lock, definition: definition.to_owned() })
}

fn start_draft(action: ActionId, number: VersionNumber, definition: &str) -> Edit {
    edit(Change::StartDraft { action, number, definition: definition.to_owned(), from: Some(V1) })
}

async fn refused(store: &mut Store, edit: Edit) -> Conflict {
    let error = store.apply(&[edit], &Batch::default()).await.expect_err("the library is another");
    let StoreError::Conflict(conflict) = error else { panic!("not a conflict: {error:?}") };
    conflict
}

async fn only(store: &mut Store) -> ActionRecord {
    let mut actions = store.actions().await.expect("it reads");
    assert_eq!(actions.len(), 1);
    actions.remove(0)
}

#[tokio::test]
async fn an_action_lives() {
    let (_dir, mut store) = store().await;
    let (action, first) = applied(&mut store, create("order-status", "one")).await;
    applied(&mut store, redraft(action, V1, 1, "one, better")).await;
    applied(&mut store, edit(Change::Publish { action, number: V1, lock: 2 })).await;
    let (_, second) = applied(&mut store, start_draft(action, V2, "two")).await;
    let record = only(&mut store).await;
    assert_eq!(record.name, name("order-status"));
    assert_eq!(record.versions[0].definition.as_deref(), Some("one, better"));
    assert_eq!(record.versions[1].definition.as_deref(), Some("two"));
    assert_eq!(record.versions[1].copied_from, Some(V1));

    let publish = edit(Change::Publish { action, number: V2, lock: 1 });
    let done = store.apply(&[publish], &Batch::default()).await.expect("it is the draft");
    assert_eq!((done[0].version, done[0].ended), (second.map(|id| (id, V2)), first));
    applied(&mut store, edit(Change::Unpublish { action, number: V2 })).await;
    let record = only(&mut store).await;
    let states: Vec<_> = record.versions.iter().map(|version| version.state).collect();
    assert_eq!(states, [VersionState::Superseded, VersionState::Withdrawn]);
    assert!(record.versions.iter().all(|version| version.published.is_some() && version.ended.is_some()));
    assert_eq!(record.versions[0].lock, 2);
    assert_eq!(record.versions[0].changed.as_ref().map(|stamp| stamp.by.as_str()), Some("admin 7"));
    assert_eq!(record.versions[0].definition, None, "old definitions are read when they are needed");

    // A session that was pinned to the first version still finds it.
    let first = first.expect("it was made");
    let pinned = store.definitions(&[first, VersionId(77)]).await.expect("it reads");
    assert_eq!(pinned.len(), 1);
    assert_eq!(pinned[&first].definition, "one, better");
    let found = store.definition(action, V2).await.expect("it reads").expect("it is there");
    assert_eq!((Some(found.id), found.definition.as_str()), (second, "two"));

    applied(&mut store, edit(Change::Delete { action })).await;
    assert!(store.actions().await.expect("it reads").is_empty());
    assert!(store.definitions(&[first]).await.expect("it reads").is_empty());
    let (again, version) = applied(&mut store, create("order-status", "new")).await;
    assert_ne!(again, action, "ids are never used twice");
    assert!(version > second, "ids are never used twice");
}

#[tokio::test]
async fn a_library_that_moved_on_refuses() {
    let (_dir, mut store) = store().await;
    let (action, _) = applied(&mut store, create("order-status", "one")).await;
    let gone = ActionId(action.0 + 1);

    assert_eq!(refused(&mut store, create("order-status", "x")).await, Conflict::NameTaken);
    assert_eq!(refused(&mut store, redraft(action, V1, 2, "x")).await, Conflict::Changed);
    assert_eq!(refused(&mut store, redraft(action, V2, 1, "x")).await, Conflict::Gone);
    assert_eq!(refused(&mut store, start_draft(action, V2, "x")).await, Conflict::DraftExists);
    assert_eq!(refused(&mut store, start_draft(gone, V1, "x")).await, Conflict::Gone);
    assert_eq!(refused(&mut store, edit(Change::Publish { action, number: V1, lock: 9 })).await, Conflict::Changed);
    assert_eq!(refused(&mut store, edit(Change::Unpublish { action, number: V1 })).await, Conflict::NotPublished);
    assert_eq!(refused(&mut store, edit(Change::Delete { action: gone })).await, Conflict::Gone);

    applied(&mut store, edit(Change::Publish { action, number: V1, lock: 1 })).await;
    assert_eq!(refused(&mut store, redraft(action, V1, 1, "x")).await, Conflict::NotDraft);
    assert_eq!(refused(&mut store, edit(Change::Publish { action, number: V1, lock: 1 })).await, Conflict::NotDraft);
    assert_eq!(refused(&mut store, edit(Change::Delete { action })).await, Conflict::StillPublished);
    assert_eq!(refused(&mut store, start_draft(action, VersionNumber(3), "x")).await, Conflict::OutOfOrder);
    assert_eq!(only(&mut store).await.versions.len(), 1, "nothing of all that was written");
}

#[tokio::test]
async fn several_files_are_imported_all_or_none() {
    let (_dir, mut store) = store().await;
    applied(&mut store, create("taken", "t")).await;
    let also = Batch { conversations: vec![state("ann", "{}", None)], ..Batch::default() };
    let edits = [published(create("new", "n")), create("taken", "x")];
    let before = store.audit(None, 100).await.expect("it reads").len();
    store.apply(&edits, &also).await.expect_err("the second name is taken");
    assert_eq!(only(&mut store).await.name, name("taken"));
    assert!(store.conversations(&[conversation("ann")]).await.expect("it reads").is_empty());
    assert_eq!(store.audit(None, 100).await.expect("it reads").len(), before);

    let edits = [published(create("new", "n")), create("newer", "m")];
    store.apply(&edits, &also).await.expect("the names are free");
    let actions = store.actions().await.expect("it reads");
    let states: Vec<_> = actions.iter().map(|action| (action.name.as_str(), action.versions[0].state)).collect();
    let (draft, live) = (VersionState::Draft, VersionState::Published);
    assert_eq!(states, [("new", live), ("newer", draft), ("taken", draft)]);
    assert_eq!(store.conversations(&[conversation("ann")]).await.expect("it reads").len(), 1);
    assert_eq!(store.audit(None, 100).await.expect("it reads").len(), before + 3);
}

#[tokio::test]
async fn importing_over_a_published_action_can_publish_the_draft_at_once() {
    let (_dir, mut store) = store().await;
    let (action, first) = applied(&mut store, published(create("order-status", "one"))).await;
    let done = store.apply(&[published(start_draft(action, V2, "two"))], &Batch::default()).await.expect("it fits");
    assert_eq!(done[0].ended, first);
    let verbs: Vec<_> = store.audit(None, 10).await.expect("it reads").into_iter().map(|row| row.entry.verb).collect();
    assert_eq!(verbs, ["publish", "change", "publish", "change"], "every change has its entry");
}
