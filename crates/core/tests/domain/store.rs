//! Keeping on a device: what is acknowledged is there, whatever fails at whichever moment.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use isms_gauge_core::store::{
    Brought, Damage, Faulty, Keeper, MAX_LOCAL_UNITS, MAX_QUARANTINE, Memory, Place, RING,
    RING_APART, Record, Saved, Stamp, Store, StoreFault, Swap, Trouble, Vault, units,
};
use proptest::prelude::*;

/// Everything in memory answers at once.
fn now<T>(task: impl Future<Output = T>) -> T {
    match pin!(task).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}

fn file(text: &str) -> String {
    format!(r#"{{"format": "isms-gauge.assessment", "version": 1, "id": "a", "note": "{text}"}}"#)
}

/// A device: one place that forgets what was not flushed, one that holds.
#[derive(Clone)]
struct Device {
    local: Memory,
    deep: Memory,
}

impl Device {
    fn new() -> Self {
        Self {
            local: Memory::lazy(),
            deep: Memory::strict(),
        }
    }

    fn vault(&self) -> Vault<Memory, Memory> {
        Vault {
            local: self.local.clone(),
            deep: self.deep.clone(),
        }
    }

    fn troubled(&self, local: Trouble, deep: Trouble) -> Troubled {
        Vault {
            local: Faulty::new(self.local.clone(), local),
            deep: Faulty::new(self.deep.clone(), deep),
        }
    }

    /// What somebody finds who opens the assessment now.
    fn found(&self, id: &str) -> Option<String> {
        match now(self.vault().open(id)).brought {
            Brought::Whole(record) => Some(record.body),
            Brought::Nothing => None,
            Brought::Damaged(copies) => panic!("damaged: {copies:?}"),
        }
    }

    /// Keeps a first state, flushed.
    fn with(self, id: &str, body: &str) -> Self {
        assert_eq!(now(self.vault().put(id, "setup", body, 1)), Saved::Safely);
        self.local.flush();
        self
    }
}

type Troubled = Vault<Faulty<Memory>, Faulty<Memory>>;

/// One try to keep a text, and how it ended.
struct Try {
    id: &'static str,
    body: String,
    saved: Saved,
}

fn keeper(vault: &Troubled, id: &str, writer: &str) -> Option<Keeper> {
    match now(vault.open(id)).brought {
        Brought::Whole(record) => Some(Keeper::new(id, writer, Some(record))),
        Brought::Nothing => Some(Keeper::new(id, writer, None)),
        // Recovery: nothing is written.
        Brought::Damaged(_) => None,
    }
}

fn save(vault: &Troubled, keeper: &Keeper, id: &'static str, text: &str, at: u64) -> Try {
    let body = file(text);
    let saved = now(vault.save(keeper, &body, at, true));
    Try { id, body, saved }
}

fn put(vault: &Troubled, id: &'static str, text: &str) -> Try {
    let body = file(text);
    let saved = now(vault.put(id, "page", &body, 9));
    Try { id, body, saved }
}

type Scenario = (&'static str, fn() -> Device, fn(&Troubled) -> Vec<Try>);

const SCENARIOS: [Scenario; 16] = [
    ("the first save of a new assessment", Device::new, |vault| {
        let keeper = Keeper::new("a", "page", None);
        vec![save(vault, &keeper, "a", "one", 10)]
    }),
    ("save after save", Device::new, |vault| {
        let keeper = Keeper::new("a", "page", None);
        ["one", "two", "three"]
            .map(|text| save(vault, &keeper, "a", text, 10))
            .into()
    }),
    (
        "open and save",
        || Device::new().with("a", &file("old")),
        |vault| {
            let keeper = keeper(vault, "a", "page");
            keeper.map_or_else(Vec::new, |keeper| {
                vec![save(vault, &keeper, "a", "new", 10)]
            })
        },
    ),
    ("a text from before there were records", plain, |vault| {
        let keeper = keeper(vault, "a", "page");
        keeper.map_or_else(Vec::new, |keeper| {
            vec![save(vault, &keeper, "a", "new", 10)]
        })
    }),
    (
        "the quick copy is damaged",
        || damaged(Place::Local),
        |vault| {
            let keeper = keeper(vault, "a", "page");
            keeper.map_or_else(Vec::new, |keeper| {
                vec![save(vault, &keeper, "a", "new", 10)]
            })
        },
    ),
    (
        "the safe copy is damaged",
        || damaged(Place::Deep),
        |vault| {
            let keeper = keeper(vault, "a", "page");
            keeper.map_or_else(Vec::new, |keeper| {
                vec![save(vault, &keeper, "a", "new", 10)]
            })
        },
    ),
    (
        "an import replaces",
        || Device::new().with("a", &file("old")),
        |vault| vec![put(vault, "a", "imported")],
    ),
    (
        "an import is new",
        || Device::new().with("b", &file("other")),
        |vault| vec![put(vault, "a", "imported")],
    ),
    (
        "a state is remembered, then replaced",
        || Device::new().with("a", &file("old")),
        |vault| match now(vault.remember("a")) {
            Ok(()) => vec![put(vault, "a", "new")],
            Err(_) => Vec::new(),
        },
    ),
    (
        "another page takes over",
        || Device::new().with("a", &file("old")),
        |vault| {
            let Some(first) = keeper(vault, "a", "first") else {
                return Vec::new();
            };
            let mut tries = vec![save(vault, &first, "a", "by the first", 10)];
            if let Some(second) = keeper(vault, "a", "second") {
                tries.push(save(vault, &second, "a", "by the second", 11));
            }
            tries
        },
    ),
    (
        "a page that was overtaken saves",
        || Device::new().with("a", &file("old")),
        |vault| {
            let Some(first) = keeper(vault, "a", "first") else {
                return Vec::new();
            };
            let Some(second) = keeper(vault, "a", "second") else {
                return Vec::new();
            };
            vec![
                save(vault, &second, "a", "by the second", 10),
                save(vault, &first, "a", "by the first", 11),
            ]
        },
    ),
    (
        "a copy is discarded",
        || Device::new().with("a", &file("old")),
        |vault| {
            let copies = now(vault.copies());
            for copy in copies.iter().filter(|copy| copy.place == Place::Local) {
                // Where it fails, the copy stays.
                let _ = now(vault.discard(copy));
            }
            Vec::new()
        },
    ),
    (
        "another assessment is forgotten",
        || {
            Device::new()
                .with("a", &file("old"))
                .with("b", &file("other"))
        },
        |vault| {
            let _ = now(vault.forget("b"));
            Vec::new()
        },
    ),
    ("there is more than fits", crowded, |vault| {
        let keeper = keeper(vault, "a", "page");
        keeper.map_or_else(Vec::new, |keeper| {
            vec![save(vault, &keeper, "a", "new", 10)]
        })
    }),
    (
        "a save that nothing protects",
        || Device::new().with("a", &file("old")),
        |vault| {
            let Some(keeper) = keeper(vault, "a", "page") else {
                return Vec::new();
            };
            let body = file("new");
            let saved = now(vault.save(&keeper, &body, 10, false));
            vec![Try {
                id: "a",
                body,
                saved,
            }]
        },
    ),
    (
        "a long day",
        || Device::new().with("a", &file("old")),
        |vault| {
            let Some(keeper) = keeper(vault, "a", "page") else {
                return Vec::new();
            };
            (1..=25)
                .map(|n| save(vault, &keeper, "a", &format!("{n}"), n * RING_APART))
                .collect()
        },
    ),
];

fn plain() -> Device {
    let device = Device::new();
    device.local.plant("assessment/a", &file("old"));
    device.local.flush();
    device
}

fn damaged(place: Place) -> Device {
    let device = Device::new().with("a", &file("old"));
    let store = match place {
        Place::Local => &device.local,
        _ => &device.deep,
    };
    let text = store.texts()["assessment/a"].clone();
    store.plant("assessment/a", &text[..text.len() - 9]);
    device.local.flush();
    device
}

fn crowded() -> Device {
    let big = file(&"x".repeat(MAX_LOCAL_UNITS / 3));
    let device = Device::new();
    for id in ["b", "c", "d", "e"] {
        assert_eq!(now(device.vault().put(id, "setup", &big, 1)), Saved::Safely);
    }
    device.with("a", &file("old"))
}

/// What was acknowledged is found; what was only tried may be found; nothing else is.
fn check(name: &str, before: Option<String>, tries: &[Try], device: &Device, killed: bool) {
    let mut allowed = vec![before];
    for a_try in tries.iter().filter(|a_try| a_try.id == "a") {
        let holds = match a_try.saved {
            Saved::Safely => true,
            Saved::Weakly(_) => !killed,
            Saved::Not(_) | Saved::Overtaken => false,
        };
        if holds {
            allowed.clear();
        }
        allowed.push(Some(a_try.body.clone()));
    }
    let found = device.found("a");
    assert!(
        allowed.contains(&found),
        "{name}: found {found:?}, wanted one of {allowed:?}"
    );
}

#[test]
fn whatever_call_fails_a_scenario_ends_saved_or_visibly_not_saved() {
    let mut n_runs = 0;
    for (name, set_up, act) in SCENARIOS {
        for (is_local, is_lasting) in [(true, false), (true, true), (false, false), (false, true)] {
            for fault in [StoreFault::Full, StoreFault::Failed("gone".to_owned())] {
                for call in 0.. {
                    let device = set_up();
                    let before = device.found("a");
                    device.local.flush();
                    let trouble = if is_lasting {
                        Trouble::From(call, fault.clone())
                    } else {
                        Trouble::Once(call, fault.clone())
                    };
                    let vault = if is_local {
                        device.troubled(trouble, Trouble::None)
                    } else {
                        device.troubled(Trouble::None, trouble)
                    };
                    let tries = act(&vault);
                    let store = if is_local { &vault.local } else { &vault.deep };
                    let is_through = store.calls() <= call;
                    n_runs += 1;
                    check(name, before.clone(), &tries, &device, false);
                    device.local.kill();
                    check(name, before, &tries, &device, true);
                    if is_through {
                        break;
                    }
                }
            }
        }
    }
    assert!(
        n_runs > 500,
        "{n_runs} runs are too few to have gone through every call"
    );
}

#[test]
fn where_both_places_fail_it_is_said() {
    for (name, set_up, act) in SCENARIOS {
        let device = set_up();
        let before = device.found("a");
        let always = Trouble::Always(StoreFault::Blocked);
        let tries = act(&device.troubled(always.clone(), always));
        for a_try in &tries {
            assert!(
                matches!(a_try.saved, Saved::Not(_)),
                "{name}: {:?}",
                a_try.saved
            );
        }
        assert_eq!(device.found("a"), before, "{name}");
    }
}

#[test]
fn a_full_device_keeps_the_old_record_and_a_save_works_again_once_there_is_room() {
    let device = Device::new().with("a", &file("old"));
    let room = |at: usize| device.troubled(Trouble::Above(at), Trouble::Above(at));
    let keeper = keeper(&room(0), "a", "page").unwrap();
    let tried = save(&room(0), &keeper, "a", "new", 2);
    assert_eq!(tried.saved, Saved::Not(StoreFault::Full));
    assert_eq!(device.found("a"), Some(file("old")));
    let again = save(&room(100_000), &keeper, "a", "new", 3);
    assert_eq!(again.saved, Saved::Safely);
    assert_eq!(device.found("a"), Some(file("new")));
}

#[test]
fn a_save_in_one_place_only_is_not_called_safe() {
    let device = Device::new();
    let vault = device.troubled(Trouble::None, Trouble::Always(StoreFault::Blocked));
    let saved = now(vault.put("a", "page", &file("one"), 1));
    assert_eq!(saved, Saved::Weakly(StoreFault::Blocked));
    assert_eq!(device.found("a"), Some(file("one")));
    device.local.kill();
    assert_eq!(device.found("a"), None, "a kill loses what was only there");
}

#[test]
fn a_kill_loses_nothing_that_was_called_safe() {
    let device = Device::new();
    let keeper = Keeper::new("a", "page", None);
    for n in 0..50 {
        let body = file(&n.to_string());
        assert_eq!(
            now(device.vault().save(&keeper, &body, n, true)),
            Saved::Safely
        );
        device.local.kill();
        assert_eq!(device.found("a"), Some(body));
    }
}

#[test]
fn a_record_cut_anywhere_is_known_as_damaged() {
    let record = Record {
        stamp: Stamp {
            term: 2,
            revision: 31,
        },
        writer: "w".to_owned(),
        saved: 7,
        body: file("kept"),
    };
    let text = record.write();
    assert_eq!(Record::read(&text), Ok(record));
    for at in 0..text.len() {
        assert!(Record::read(&text[..at]).is_err(), "cut at {at}");
    }
    assert!(Record::read(&format!("{text} ")).is_err());
}

#[test]
fn a_record_with_one_bit_turned_is_known_as_damaged() {
    let record = Record {
        stamp: Stamp {
            term: 2,
            revision: 31,
        },
        writer: "w".to_owned(),
        saved: 7,
        body: file("kept"),
    };
    let text = record.write().into_bytes();
    let mut n_flips = 0;
    for at in 0..text.len() {
        for bit in 0..7 {
            let mut flipped = text.clone();
            flipped[at] ^= 1 << bit;
            let flipped = String::from_utf8(flipped).unwrap();
            // A name in another case, or white space, may say the same thing; then nothing is lost.
            if let Ok(read) = Record::read(&flipped) {
                assert_eq!(read, record, "bit {bit} of byte {at}");
            }
            n_flips += 1;
        }
    }
    assert!(n_flips > 1000, "{n_flips}");
}

#[test]
fn what_is_no_record_is_named() {
    for text in [
        "null",
        "",
        "[]",
        "{",
        "<!doctype html>",
        r#"{"teams": [1]}"#,
    ] {
        assert_eq!(Record::read(text), Err(Damage::NotARecord), "{text:?}");
        let device = Device::new();
        device.local.plant("assessment/a", text);
        let opened = now(device.vault().open("a"));
        assert!(
            matches!(opened.brought, Brought::Damaged(_)),
            "{text:?}: {opened:?}"
        );
        assert_eq!(
            device.local.texts()["assessment/a"],
            text,
            "it stays as it lies"
        );
    }
}

#[test]
fn a_text_from_before_there_were_records_is_opened_and_carried_over() {
    let device = plain();
    assert_eq!(device.found("a"), Some(file("old")));
    let vault = device.vault();
    let Brought::Whole(record) = now(vault.open("a")).brought else {
        panic!()
    };
    let keeper = Keeper::new("a", "page", Some(record));
    assert_eq!(
        now(vault.save(&keeper, &file("new"), 2, true)),
        Saved::Safely
    );
    device.local.kill();
    assert_eq!(device.found("a"), Some(file("new")));
    let earlier = now(vault.copies());
    let is_old = |body: &str| body == file("old");
    assert!(
        earlier
            .iter()
            .any(|copy| copy.place == Place::Ring && is_old(&copy.content.as_ref().unwrap().body)),
        "the state before the first change is among the earlier ones"
    );
}

#[test]
fn a_damaged_copy_is_set_aside_and_the_other_one_opened() {
    for place in [Place::Local, Place::Deep] {
        let device = damaged(place);
        let opened = now(device.vault().open("a"));
        assert_eq!(opened.n_set_aside, 1);
        assert_eq!(device.found("a"), Some(file("old")));
        let again = now(device.vault().open("a"));
        assert_eq!(again.n_set_aside, 0, "what was repaired is whole");
        let aside = now(device.vault().copies());
        assert_eq!(
            aside
                .iter()
                .filter(|copy| copy.place == Place::Quarantine)
                .count(),
            1
        );
    }
}

#[test]
fn where_every_copy_is_damaged_all_stay_as_they_lie() {
    let device = damaged(Place::Local);
    let text = device.deep.texts()["assessment/a"].clone();
    device.deep.plant("assessment/a", &text[..40]);
    let before = (device.local.texts(), device.deep.texts());
    let Brought::Damaged(copies) = now(device.vault().open("a")).brought else {
        panic!()
    };
    assert_eq!(copies.len(), 2);
    assert_eq!((device.local.texts(), device.deep.texts()), before);
}

#[test]
fn a_state_can_be_put_back_over_copies_that_are_all_damaged() {
    let device = Device::new().with("a", &file("old"));
    for store in [&device.local, &device.deep] {
        let text = store.texts()["assessment/a"].clone();
        store.plant("assessment/a", &text[..text.len() - 9]);
    }
    let saved = now(device.vault().put("a", "page", &file("back"), 2));
    assert_eq!(saved, Saved::Safely);
    assert_eq!(device.found("a"), Some(file("back")));
    let copies = now(device.vault().copies());
    assert!(copies.iter().any(|copy| copy.place == Place::Quarantine));
}

#[test]
fn no_more_than_three_damaged_texts_are_kept() {
    let device = Device::new();
    for n in 0..7 {
        now(device.vault().set_aside("a", &format!("damage {n}"))).unwrap();
        now(device.vault().set_aside("a", &format!("damage {n}"))).unwrap();
    }
    let kept: Vec<String> = device.deep.texts().into_values().collect();
    assert_eq!(kept, ["damage 4", "damage 5", "damage 6"]);
    assert_eq!(kept.len(), MAX_QUARANTINE);
}

#[test]
fn two_pages_cannot_overwrite_each_other() {
    for is_fenced in [true, false] {
        let device = Device::new().with("a", &file("old"));
        let vault = device.vault();
        let open = |writer: &str| {
            let Brought::Whole(record) = now(vault.open("a")).brought else {
                panic!()
            };
            Keeper::new("a", writer, Some(record))
        };
        let (first, second) = (open("first"), open("second"));
        assert_eq!(
            now(vault.save(&second, &file("second"), 2, is_fenced)),
            Saved::Safely
        );
        // However often the first tries, and though its clock is ahead.
        for n in 0..5 {
            let saved = now(vault.save(&first, &file(&format!("first {n}")), 9_999, is_fenced));
            assert_eq!(saved, Saved::Overtaken);
        }
        assert_eq!(device.found("a"), Some(file("second")));
        let aside = now(vault.copies());
        assert!(
            aside.iter().any(|copy| copy.text.contains("first 4")),
            "it is not lost either"
        );
    }
}

#[test]
fn what_another_page_wrote_after_this_one_is_not_replaced() {
    for is_fenced in [true, false] {
        let device = Device::new().with("a", &file("old"));
        let vault = device.vault();
        let open = |writer: &str| match now(vault.open("a")).brought {
            Brought::Whole(record) => Keeper::new("a", writer, Some(record)),
            other => panic!("{other:?}"),
        };
        let first = open("first");
        let save = |keeper: &Keeper, text: &str| now(vault.save(keeper, &file(text), 2, is_fenced));
        assert_eq!(save(&first, "first"), Saved::Safely);
        let second = open("second");
        assert_eq!(save(&second, "second"), Saved::Safely);
        assert_eq!(save(&first, "first again"), Saved::Overtaken);
        assert_eq!(device.found("a"), Some(file("second")));
    }
}

#[test]
fn a_page_goes_on_saving_after_the_device_was_cleared() {
    let device = Device::new();
    let keeper = Keeper::new("a", "page", None);
    for text in ["first", "second"] {
        let saved = now(device.vault().save(&keeper, &file(text), 2, true));
        assert_eq!(saved, Saved::Safely);
        assert_eq!(device.found("a"), Some(file(text)));
        device.local.clear();
        device.deep.clear();
    }
}

#[test]
fn a_page_that_wrote_last_asks_each_place_once_for_a_save() {
    let device = Device::new().with("a", &file("old"));
    let vault = device.troubled(Trouble::None, Trouble::None);
    let keeper = keeper(&vault, "a", "page").unwrap();
    save(&vault, &keeper, "a", "first", 2);
    let calls = || (vault.local.calls(), vault.deep.calls());
    let (local, deep) = calls();
    save(&vault, &keeper, "a", "second", 3);
    assert_eq!(calls(), (local + 1, deep + 1));
}

#[test]
fn a_text_that_grows_while_it_is_open_makes_room_too() {
    let device = Device::new();
    for n in 0..9 {
        now(device
            .vault()
            .put(&format!("id{n}"), "page", &file(&"x".repeat(120_000)), n));
    }
    let keeper = Keeper::new("open", "page", None);
    for n in 1..=30 {
        let body = file(&"y".repeat(n * 10_000));
        assert_eq!(
            now(device.vault().save(&keeper, &body, 99, true)),
            Saved::Safely
        );
        let used = now(device.vault().local_units());
        assert!(used <= MAX_LOCAL_UNITS + 10_000, "{n}: {used}");
    }
}

#[test]
fn a_page_that_takes_over_continues_the_revisions() {
    let device = Device::new().with("a", &file("old"));
    let vault = device.vault();
    let mut last = Stamp::default();
    for writer in ["one", "two", "three"] {
        let Brought::Whole(record) = now(vault.open("a")).brought else {
            panic!()
        };
        let keeper = Keeper::new("a", writer, Some(record));
        assert_eq!(
            now(vault.save(&keeper, &file(writer), 2, true)),
            Saved::Safely
        );
        let stamp = keeper.stamp();
        assert_eq!(stamp.revision, last.revision.max(1) + 1);
        assert!(stamp > last);
        last = stamp;
    }
}

#[test]
fn clocks_do_not_decide_which_copy_is_newer() {
    let device = Device::new();
    let keeper = Keeper::new("a", "page", None);
    for (n, at) in [u64::MAX / 2, 0, 40].into_iter().enumerate() {
        let body = file(&n.to_string());
        assert_eq!(
            now(device.vault().save(&keeper, &body, at, true)),
            Saved::Safely
        );
        assert_eq!(device.found("a"), Some(body));
    }
}

#[test]
fn twenty_earlier_states_are_kept_at_least_five_minutes_apart() {
    let device = Device::new().with("a", &file("old"));
    let vault = device.vault();
    let Brought::Whole(record) = now(vault.open("a")).brought else {
        panic!()
    };
    let keeper = Keeper::new("a", "page", Some(record));
    for minute in 0..200_u64 {
        let body = file(&minute.to_string());
        now(vault.save(&keeper, &body, minute * 60_000 + 1, true));
    }
    let copies = now(vault.copies());
    let mut saved: Vec<u64> = copies
        .iter()
        .filter(|copy| copy.place == Place::Ring)
        .map(|copy| copy.content.as_ref().unwrap().saved)
        .collect();
    saved.sort_unstable();
    assert_eq!(saved.len(), RING);
    assert!(
        saved.windows(2).all(|pair| pair[1] - pair[0] >= RING_APART),
        "{saved:?}"
    );
}

#[test]
fn quick_copies_make_room_for_the_open_one_and_none_is_lost() {
    let device = Device::new();
    let body = file(&"x".repeat(60_000));
    for n in 0..40 {
        assert_eq!(
            now(device.vault().put(&format!("id{n}"), "page", &body, n)),
            Saved::Safely
        );
    }
    assert!(now(device.vault().local_units()) <= MAX_LOCAL_UNITS + units(&body));
    let last = now(device.local.get("assessment/id39")).unwrap();
    assert!(last.is_some(), "the open one is among them");
    let (all, faults) = now(device.vault().all());
    assert_eq!(all.len(), 40);
    assert!(faults.is_empty());
    for entry in all {
        assert!(matches!(entry.brought, Brought::Whole(_)), "{}", entry.id);
    }
}

#[test]
fn quick_copies_stay_where_they_are_the_only_ones() {
    let device = Device::new();
    let vault = device.troubled(Trouble::None, Trouble::Always(StoreFault::Blocked));
    let body = file(&"x".repeat(100_000));
    for n in 0..20 {
        let saved = now(vault.put(&format!("id{n}"), "page", &body, n));
        assert!(matches!(saved, Saved::Weakly(_)));
    }
    assert_eq!(now(device.vault().all()).0.len(), 20);
}

#[test]
fn what_is_forgotten_leaves_no_copy() {
    let device = Device::new()
        .with("a", &file("old"))
        .with("b", &file("other"));
    assert_eq!(
        now(device.vault().put("a", "page", &file("new"), 2)),
        Saved::Safely
    );
    now(device.vault().set_aside("a", "damage")).unwrap();
    now(device.vault().forget("a")).unwrap();
    assert!(
        now(device.vault().copies())
            .iter()
            .all(|copy| copy.id == "b")
    );
}

#[test]
fn a_copy_that_went_another_way_is_set_aside_too() {
    let device = Device::new().with("a", &file("old"));
    let vault = device.vault();
    let Brought::Whole(record) = now(vault.open("a")).brought else {
        panic!()
    };
    let (first, second) = (
        Keeper::new("a", "first", Some(record.clone())),
        Keeper::new(
            "a",
            "second",
            Some(Record {
                stamp: record.stamp.next_term(),
                ..record
            }),
        ),
    );
    let only_local = device.troubled(Trouble::None, Trouble::Always(StoreFault::Blocked));
    let only_deep = device.troubled(Trouble::Always(StoreFault::Blocked), Trouble::None);
    assert!(matches!(
        save(&only_local, &first, "a", "here", 2).saved,
        Saved::Weakly(_)
    ));
    assert!(matches!(
        save(&only_deep, &second, "a", "there", 3).saved,
        Saved::Safely
    ));
    let opened = now(vault.open("a"));
    assert_eq!(opened.n_set_aside, 1);
    assert_eq!(device.found("a"), Some(file("there")));
    assert!(
        now(vault.copies())
            .iter()
            .any(|copy| copy.text.contains("here"))
    );
}

#[test]
fn a_swap_writes_only_over_what_was_seen() {
    let memory = Memory::strict();
    assert_eq!(now(memory.swap("k", None, "one\nbody")), Ok(Swap::Done));
    assert_eq!(
        now(memory.swap("k", None, "two")),
        Ok(Swap::Refused(Some("one\nbody".to_owned())))
    );
    assert_eq!(now(memory.swap("k", Some("one"), "two")), Ok(Swap::Done));
}

#[derive(Clone, Debug)]
enum Step {
    Save(bool),
    Reopen(bool),
    Kill,
    Flush,
    FlipLocal(usize),
    Clock(u64),
    LoseLocal,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => any::<bool>().prop_map(Step::Save),
        3 => any::<bool>().prop_map(Step::Reopen),
        1 => Just(Step::Kill),
        1 => Just(Step::Flush),
        1 => any::<usize>().prop_map(Step::FlipLocal),
        1 => any::<u64>().prop_map(Step::Clock),
        1 => Just(Step::LoseLocal),
    ];
    proptest::collection::vec(step, 1..40)
}

proptest! {
    /// Two pages in any order, kills, bit flips and clocks: what was acknowledged last is found.
    #[test]
    fn what_was_acknowledged_last_is_found(steps in steps()) {
        let device = Device::new().with("a", &file("start"));
        let vault = device.vault();
        let open = |writer: &str| {
            let Brought::Whole(record) = now(vault.open("a")).brought else { panic!("damaged") };
            Keeper::new("a", writer, Some(record))
        };
        let mut keepers = [open("first"), open("second")];
        let mut wanted = file("start");
        let mut clock = 0;
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Save(who) => {
                    let body = file(&format!("save {n}"));
                    let saved = now(vault.save(&keepers[usize::from(who)], &body, clock, true));
                    match saved {
                        Saved::Safely => wanted = body,
                        Saved::Overtaken => {}
                        other => prop_assert!(false, "{:?}", other),
                    }
                }
                Step::Reopen(who) => {
                    keepers[usize::from(who)] = open(if who { "second" } else { "first" });
                }
                Step::Kill => device.local.kill(),
                Step::Flush => device.local.flush(),
                Step::FlipLocal(at) => {
                    if let Some(text) = device.local.texts().get("assessment/a") {
                        let mut bytes = text.clone().into_bytes();
                        let at = at % bytes.len();
                        bytes[at] ^= 1;
                        device.local.plant("assessment/a", &String::from_utf8(bytes).unwrap());
                    }
                }
                Step::Clock(at) => clock = at,
                Step::LoseLocal => device.local.clear(),
            }
            prop_assert_eq!(device.found("a"), Some(wanted.clone()));
        }
    }
}
