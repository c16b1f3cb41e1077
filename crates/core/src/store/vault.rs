//! Two places and the rules between them: which copy counts, when a save may be called a save,
//! who may write, and what happens to damage.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::record::{Damage, Record, Stamp};
use super::{Store, StoreFault, Swap, first_line};
use crate::file;

/// The most that is kept in the place that answers at once, in UTF-16 code units, which browsers
/// count: one of them takes only 2.6 million as soon as one character is not Latin-1, and other
/// pages of the same host share it.
pub const MAX_LOCAL_UNITS: usize = 1_200_000;

/// From here on a meter is shown.
pub const WARN_LOCAL_UNITS: usize = MAX_LOCAL_UNITS / 10 * 7;

/// How many earlier states are kept of each assessment.
pub const RING: usize = 20;

/// How far apart they are at least, in milliseconds: 5 minutes.
pub const RING_APART: u64 = 5 * 60 * 1000;

/// How many damaged texts are kept.
pub const MAX_QUARANTINE: usize = 3;

/// By how many bytes a text grows before it is looked again whether there are too many copies in the
/// place that answers at once: to count them, all of them are read.
const ROOM_APART: usize = 10_000;

const LIVE: &str = "assessment/";
const EARLIER: &str = "ring/";
const DAMAGED: &str = "quarantine/";

/// Where a copy was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The place that answers at once.
    Local,
    /// The place that holds.
    Deep,
    /// Among the earlier states.
    Ring,
    /// Among what was set aside.
    Quarantine,
}

/// One text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Whose it is.
    pub id: String,
    /// Where it lies.
    pub place: Place,
    /// Under which key.
    pub key: String,
    /// The text as it lies there.
    pub text: String,
    /// What it holds, or what is damaged.
    pub content: Result<Record, Damage>,
}

impl Copy {
    fn new(id: &str, place: Place, key: String, text: String) -> Self {
        let content = Record::read(&text).or_else(|damage| {
            // Before there were records, the file's text stood there alone.
            if damage == Damage::NotARecord && file::is_whole(&text) {
                Ok(Record {
                    stamp: Stamp::default(),
                    writer: String::new(),
                    saved: 0,
                    body: text.clone(),
                })
            } else {
                Err(damage)
            }
        });
        Self {
            id: id.to_owned(),
            place,
            key,
            text,
            content,
        }
    }

    /// How it competes with other copies of the same assessment. Where two are equally new, the
    /// one counts that lies where things hold.
    fn rank(&self) -> Option<(Stamp, bool)> {
        let record = self.content.as_ref().ok()?;
        Some((record.stamp, self.place == Place::Deep))
    }
}

/// What is there of one assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Nothing.
    Nothing,
    /// The newest copy that is whole.
    Whole(Record),
    /// Copies, none of which is whole.
    Damaged(Vec<Copy>),
}

/// One line of the list of assessments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The assessment's id.
    pub id: String,
    /// What is there of it.
    pub brought: Brought,
}

/// What opening found, and what it did about damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What is there.
    pub brought: Brought,
    /// Copies that were damaged, or went another way, and were set aside.
    pub n_set_aside: usize,
    /// Places that could not be asked.
    pub faults: Vec<StoreFault>,
}

/// How a save ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It holds, also if the browser is killed now.
    Safely,
    /// It is kept, but only where a browser may forget it when it is killed.
    Weakly(StoreFault),
    /// It is not kept.
    Not(StoreFault),
    /// Another page has kept something newer. This was not written over it.
    Overtaken,
}

/// What one page knows of the assessment that it writes.
#[derive(Debug)]
pub struct Keeper {
    id: String,
    writer: String,
    /// What was there when this page began to write.
    base: Stamp,
    /// What this page wrote last.
    stamp: Cell<Stamp>,
    /// The state before the first change, until it is among the earlier ones.
    before: RefCell<Option<Record>>,
    /// When an earlier state was kept last.
    kept_at: Cell<u64>,
    /// The first line of what this page wrote last to each place.
    local_head: RefCell<Option<String>>,
    deep_head: RefCell<Option<String>>,
    /// How long the text was when room was made last.
    roomy_at: Cell<Option<usize>>,
    /// Whether another page was found to write; then this one never does again.
    is_overtaken: Cell<bool>,
}

impl Keeper {
    /// The page `writer` begins to write an assessment that was opened as `opened`, or that is new.
    pub fn new(id: &str, writer: &str, opened: Option<Record>) -> Self {
        let base = opened
            .as_ref()
            .map(|record| record.stamp)
            .unwrap_or_default();
        Self {
            id: id.to_owned(),
            writer: writer.to_owned(),
            base,
            stamp: Cell::new(base.next_term()),
            before: RefCell::new(opened),
            kept_at: Cell::new(0),
            local_head: RefCell::new(None),
            deep_head: RefCell::new(None),
            roomy_at: Cell::new(None),
            is_overtaken: Cell::new(false),
        }
    }

    /// How new what was written last is.
    pub fn stamp(&self) -> Stamp {
        self.stamp.get()
    }

    /// Writes to one place, unless something stands there that this page does not know of. What is
    /// damaged there was set aside when it was opened. `last` is the line that this page wrote there
    /// last: only where it does not stand there any more, the place is asked what does.
    async fn write(
        &self,
        store: &impl Store,
        last: &RefCell<Option<String>>,
        text: &str,
        stamp: Stamp,
    ) -> Result<Written, StoreFault> {
        let key = &live(&self.id);
        let mut head = match last.take() {
            None => store.head(key).await?,
            known => known,
        };
        // Each refusal is a write of somebody in between, which ends soon.
        for _ in 0..4 {
            match head.as_deref().and_then(Record::peek) {
                // A later save of this page came first.
                Some((found, writer)) if writer == self.writer && found >= stamp => {
                    return Ok(Written::Done);
                }
                Some((found, writer)) if writer != self.writer && found > self.base => {
                    // Damaged bytes may still begin with a whole line; they are nobody's newer work.
                    let there = store.get(key).await?;
                    if there.is_some_and(|text| Record::read(&text).is_ok()) {
                        return Ok(Written::Overtaken);
                    }
                }
                _ => {}
            }
            match store.swap(key, head.as_deref(), text).await? {
                Swap::Done => {
                    last.replace(Some(first_line(text).to_owned()));
                    return Ok(Written::Done);
                }
                Swap::Refused(found) => head = found.as_deref().map(first_line).map(str::to_owned),
            }
        }
        Ok(Written::Overtaken)
    }
}

/// What became of a write to one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Done,
    Overtaken,
}

/// Two places and the rules between them.
#[derive(Clone, Debug)]
pub struct Vault<L, D> {
    /// Answers at once; may forget what it acknowledged when the browser is killed.
    pub local: L,
    /// Takes a moment; then it holds.
    pub deep: D,
}

impl<L: Store, D: Store> Vault<L, D> {
    /// Whether neither place has a key of an assessment. Texts are not read for it.
    ///
    /// # Errors
    /// Where a place cannot say.
    pub async fn is_empty(&self) -> Result<bool, StoreFault> {
        Ok(self.local.keys(LIVE).await?.is_empty() && self.deep.keys(LIVE).await?.is_empty())
    }

    /// All assessments, in the order of their ids. Nothing is repaired.
    pub async fn all(&self) -> (Vec<Entry>, Vec<StoreFault>) {
        let mut faults = Vec::new();
        let mut copies: BTreeMap<String, Vec<Copy>> = BTreeMap::new();
        let found = [
            (Place::Local, self.local.entries(LIVE).await),
            (Place::Deep, self.deep.entries(LIVE).await),
        ];
        for (place, entries) in found {
            match entries {
                Err(fault) => faults.push(fault),
                Ok(entries) => {
                    for (key, text) in entries {
                        if let Some(id) = key.strip_prefix(LIVE).map(str::to_owned) {
                            let copy = Copy::new(&id, place, key, text);
                            copies.entry(id).or_default().push(copy);
                        }
                    }
                }
            }
        }
        let entries = copies.into_iter().map(|(id, copies)| Entry {
            id,
            brought: newest(copies),
        });
        (entries.collect(), faults)
    }

    /// What is there of one assessment: the newest copy that is whole. Copies that are damaged are
    /// set aside where another is whole; where none is, everything stays as it lies.
    pub async fn open(&self, id: &str) -> Opened {
        let key = live(id);
        let mut faults = Vec::new();
        let mut copies = Vec::new();
        let found = [
            (Place::Local, self.local.get(&key).await),
            (Place::Deep, self.deep.get(&key).await),
        ];
        for (place, text) in found {
            match text {
                Err(fault) => faults.push(fault),
                Ok(Some(text)) => copies.push(Copy::new(id, place, key.clone(), text)),
                Ok(None) => {}
            }
        }
        let brought = newest(copies.clone());
        let mut n_set_aside = 0;
        if let Brought::Whole(record) = &brought {
            for copy in copies {
                let goes_another_way = |other: &Record| {
                    other != record && other.stamp.revision >= record.stamp.revision
                };
                let is_set_aside = match &copy.content {
                    Err(_) => self.set_aside(id, &copy.text).await.is_ok(),
                    Ok(other) if goes_another_way(other) => {
                        self.set_aside(id, &copy.text).await.is_ok()
                    }
                    Ok(_) => continue,
                };
                n_set_aside += usize::from(is_set_aside);
                if is_set_aside {
                    // Where this fails, the next save writes there, or says that it cannot.
                    let (text, there) = (record.write(), Some(first_line(&copy.text)));
                    let _ = match copy.place {
                        Place::Local => self.local.swap(&copy.key, there, &text).await,
                        _ => self.deep.swap(&copy.key, there, &text).await,
                    };
                }
            }
        }
        Opened {
            brought,
            n_set_aside,
            faults,
        }
    }

    /// Keeps a text. `is_fenced` says that no other page may write meanwhile; then the place that
    /// answers at once is written in the very call, which counts when the page is being left.
    pub async fn save(&self, keeper: &Keeper, body: &str, now: u64, is_fenced: bool) -> Saved {
        let stamp = keeper.stamp.get().next();
        keeper.stamp.set(stamp);
        let record = Record {
            stamp,
            writer: keeper.writer.clone(),
            saved: now,
            body: body.to_owned(),
        };
        let text = record.write();
        if keeper.is_overtaken.get() {
            let _ = self.set_aside(&keeper.id, &text).await;
            return Saved::Overtaken;
        }
        let write_local = || keeper.write(&self.local, &keeper.local_head, &text, stamp);
        let mut local = None;
        if is_fenced {
            local = Some(write_local().await);
        }
        let deep = keeper
            .write(&self.deep, &keeper.deep_head, &text, stamp)
            .await;
        if deep == Ok(Written::Overtaken) {
            // What was meant to be kept is not lost, it only is not in anybody's way.
            let _ = self.set_aside(&keeper.id, &text).await;
            if local == Some(Ok(Written::Done)) {
                let _ = self.local.remove(&live(&keeper.id)).await;
            }
            keeper.is_overtaken.set(true);
            return Saved::Overtaken;
        }
        let local = match local {
            Some(local) => local,
            None => write_local().await,
        };
        if local == Ok(Written::Overtaken) && deep.is_err() {
            let _ = self.set_aside(&keeper.id, &text).await;
            keeper.is_overtaken.set(true);
            return Saved::Overtaken;
        }
        match (local, deep) {
            (local, Ok(_)) => {
                self.keep_earlier(keeper, &record).await;
                let is_full = local == Err(StoreFault::Full);
                let grows = |then: usize| text.len() > then.saturating_add(ROOM_APART);
                if is_full || keeper.roomy_at.get().is_none_or(grows) {
                    self.make_room(&keeper.id).await;
                    keeper.roomy_at.set(Some(text.len()));
                }
                if is_full {
                    // There may be room now. Where there is not, the other place has it.
                    let _ = write_local().await;
                }
                Saved::Safely
            }
            (Ok(_), Err(fault)) => Saved::Weakly(fault),
            // Being full says more than not being there: it can be helped.
            (Err(local), Err(deep)) => Saved::Not(if deep == StoreFault::Full {
                deep
            } else {
                local
            }),
        }
    }

    /// Keeps a text that no page has open, above whatever is there.
    pub async fn put(&self, id: &str, writer: &str, body: &str, now: u64) -> Saved {
        let before = match self.open(id).await.brought {
            Brought::Whole(record) => Some(record),
            Brought::Nothing => None,
            Brought::Damaged(copies) => {
                for copy in copies {
                    // Damaged bytes that cannot be set aside are not written over.
                    if let Err(fault) = self.set_aside(id, &copy.text).await {
                        return Saved::Not(fault);
                    }
                }
                None
            }
        };
        let keeper = Keeper::new(id, writer, before);
        if let Some(before) = keeper.before.take() {
            // First, so that no moment is without it. A browser that keeps no earlier states keeps
            // the new one all the same.
            let _ = self.add_earlier(id, &before).await;
        }
        self.save(&keeper, body, now, true).await
    }

    /// Puts the state that is kept now among the earlier ones, as before something that replaces
    /// it.
    ///
    /// # Errors
    /// Where it cannot be kept; then nothing should replace it.
    pub async fn remember(&self, id: &str) -> Result<(), StoreFault> {
        match self.open(id).await.brought {
            Brought::Whole(record) => self.add_earlier(id, &record).await,
            Brought::Nothing => Ok(()),
            Brought::Damaged(copies) => {
                for copy in copies {
                    self.set_aside(id, &copy.text).await?;
                }
                Ok(())
            }
        }
    }

    /// Forgets an assessment with all its copies.
    ///
    /// # Errors
    /// Where a place could not be told; the assessment may then still be there.
    pub async fn forget(&self, id: &str) -> Result<(), StoreFault> {
        let local = self.local.remove(&live(id)).await;
        let deep = self.deep.remove(&live(id)).await;
        for copy in self.copies().await {
            if copy.id == id {
                // What is left here is an earlier state, which the recovery page still shows.
                let _ = self.local.remove(&copy.key).await;
                let _ = self.deep.remove(&copy.key).await;
            }
        }
        match (local, deep) {
            // A place that keeps nothing has nothing to forget.
            (Ok(()), Ok(()) | Err(StoreFault::Blocked)) | (Err(StoreFault::Blocked), Ok(())) => {
                Ok(())
            }
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        }
    }

    /// Every copy of everything, for somebody who has to choose by hand: by assessment, the newest
    /// first.
    pub async fn copies(&self) -> Vec<Copy> {
        let mut found = Vec::new();
        let places = [
            (LIVE, Place::Local, self.local.entries(LIVE).await),
            (LIVE, Place::Deep, self.deep.entries(LIVE).await),
            (EARLIER, Place::Ring, self.deep.entries(EARLIER).await),
            (
                DAMAGED,
                Place::Quarantine,
                self.local.entries(DAMAGED).await,
            ),
            (DAMAGED, Place::Quarantine, self.deep.entries(DAMAGED).await),
        ];
        for (start, place, entries) in places {
            for (key, text) in entries.unwrap_or_default() {
                let rest = key.strip_prefix(start).unwrap_or_default();
                let id = match place {
                    Place::Local | Place::Deep => rest,
                    Place::Ring => rest.rsplit_once('/').map_or(rest, |(id, _)| id),
                    Place::Quarantine => rest.split_once('/').map_or(rest, |(_, id)| id),
                };
                let id = id.to_owned();
                found.push(Copy::new(&id, place, key, text));
            }
        }
        found.sort_by(|a, b| (&a.id, b.rank()).cmp(&(&b.id, a.rank())));
        found
    }

    /// Takes a copy out of the way. It stays among what was set aside until others push it out.
    ///
    /// # Errors
    /// Where it cannot be kept there; then it stays where it is.
    pub async fn discard(&self, copy: &Copy) -> Result<(), StoreFault> {
        if copy.place != Place::Quarantine {
            self.set_aside(&copy.id, &copy.text).await?;
        }
        match copy.place {
            Place::Local => self.local.remove(&copy.key).await,
            Place::Deep | Place::Ring => self.deep.remove(&copy.key).await,
            Place::Quarantine => {
                // It lies in one of them.
                let _ = self.local.remove(&copy.key).await;
                self.deep.remove(&copy.key).await.or(Ok(()))
            }
        }
    }

    /// How much is kept in the place that answers at once, in UTF-16 code units.
    pub async fn local_units(&self) -> usize {
        let entries = self.local.entries("").await.unwrap_or_default();
        entries
            .iter()
            .map(|(key, text)| units(key) + units(text))
            .sum()
    }

    /// Keeps bytes that are not opened any more, in whichever place takes them.
    ///
    /// # Errors
    /// Where neither does.
    pub async fn set_aside(&self, id: &str, text: &str) -> Result<(), StoreFault> {
        match aside(&self.deep, id, text).await {
            Ok(()) => Ok(()),
            Err(_) => aside(&self.local, id, text).await,
        }
    }

    /// After a save: the state before the first change, and then one every few minutes.
    async fn keep_earlier(&self, keeper: &Keeper, record: &Record) {
        let before = keeper.before.take();
        let apart = record.saved.abs_diff(keeper.kept_at.get());
        let earlier = match &before {
            Some(before) => Some(before),
            None if apart >= RING_APART && record.stamp.revision > keeper.base.revision + 1 => {
                Some(record)
            }
            None => None,
        };
        if let Some(earlier) = earlier {
            // One state less to go back to; what is open is kept all the same.
            if self.add_earlier(&keeper.id, earlier).await.is_ok() {
                keeper.kept_at.set(record.saved);
            }
        }
    }

    async fn add_earlier(&self, id: &str, record: &Record) -> Result<(), StoreFault> {
        let start = format!("{EARLIER}{id}/");
        let Stamp { term, revision } = record.stamp;
        let key = format!("{start}{term:010}-{revision:010}");
        self.deep.set(&key, &record.write()).await?;
        let keys = self.deep.keys(&start).await?;
        let n_over = keys.len().saturating_sub(RING);
        for key in keys.into_iter().take(n_over) {
            self.deep.remove(&key).await?;
        }
        Ok(())
    }

    /// Takes copies out of the place that answers at once while there are too many, those saved
    /// longest ago first, and only such as the other place has whole.
    async fn make_room(&self, open: &str) {
        let Ok(entries) = self.local.entries("").await else {
            return;
        };
        let mut used: usize = entries
            .iter()
            .map(|(key, text)| units(key) + units(text))
            .sum();
        let mut others: Vec<Copy> = entries
            .into_iter()
            .filter_map(|(key, text)| {
                let id = key.strip_prefix(LIVE).filter(|id| *id != open)?.to_owned();
                Some(Copy::new(&id, Place::Local, key, text))
            })
            .collect();
        others.sort_by_key(|copy| copy.content.as_ref().map_or(0, |record| record.saved));
        for copy in others {
            if used <= MAX_LOCAL_UNITS {
                return;
            }
            let Ok(local) = &copy.content else { continue };
            let Ok(Some(text)) = self.deep.get(&copy.key).await else {
                continue;
            };
            let is_there = Record::read(&text).is_ok_and(|deep| deep.stamp >= local.stamp);
            if is_there && self.local.remove(&copy.key).await.is_ok() {
                used = used.saturating_sub(units(&copy.key) + units(&copy.text));
            }
        }
    }
}

/// The size of a text as browsers count it.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn live(id: &str) -> String {
    format!("{LIVE}{id}")
}

fn newest(copies: Vec<Copy>) -> Brought {
    let best = copies
        .iter()
        .filter(|copy| copy.content.is_ok())
        .max_by_key(|copy| copy.rank());
    match best.and_then(|copy| copy.content.as_ref().ok()) {
        Some(record) => Brought::Whole(record.clone()),
        None if copies.is_empty() => Brought::Nothing,
        None => Brought::Damaged(copies),
    }
}

async fn aside(store: &impl Store, id: &str, text: &str) -> Result<(), StoreFault> {
    let there = store.entries(DAMAGED).await?;
    if there.iter().any(|(_, other)| other == text) {
        return Ok(());
    }
    let number = |key: &str| -> Option<u32> {
        let rest = key.strip_prefix(DAMAGED)?;
        rest.split_once('/')?.0.parse().ok()
    };
    let last = there.iter().filter_map(|(key, _)| number(key)).max();
    let next = last.map_or(0, |last| last.saturating_add(1));
    store
        .set(&format!("{DAMAGED}{next:010}/{id}"), text)
        .await?;
    let n_over = (there.len() + 1).saturating_sub(MAX_QUARANTINE);
    for (key, _) in there.into_iter().take(n_over) {
        store.remove(&key).await?;
    }
    Ok(())
}
