//! Files that the person saves and opens.

use std::cell::RefCell;

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

use super::net;

/// Hands the person a file to save. Returns what went wrong, in words.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    Blob::new_with_str_sequence_and_options(&parts, &of_type(mime))
        .and_then(|blob| hand_out(name, &blob))
        .map_err(in_words)
}

/// As [`download`], for what is not text.
pub fn download_bytes(name: &str, mime: &str, bytes: &Uint8Array) -> Result<(), String> {
    let parts = js_sys::Array::of1(bytes);
    Blob::new_with_u8_array_sequence_and_options(&parts, &of_type(mime))
        .and_then(|blob| hand_out(name, &blob))
        .map_err(in_words)
}

fn in_words(fault: JsValue) -> String {
    t!("The file could not be made: {}", format!("{:?}", fault))
}

fn of_type(mime: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    options
}

/// Hands the person a file of any content.
pub(super) fn hand_out(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("no document"))?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&safe_name(name));
    link.click();
    Url::revoke_object_url(&url)
}

/// A file name that every system takes.
fn safe_name(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '-'
        }
    };
    let name: Vec<char> = name.chars().map(plain).collect();
    // The ending says what it is, so it stays.
    let ending = name.iter().rev().position(|sign| *sign == '.');
    let ending = ending.map_or(0, |place| place + 1);
    let (stem, ending) = name.split_at(name.len() - if ending <= 8 { ending } else { 0 });
    stem.iter().take(80 - ending.len()).chain(ending).collect()
}

/// What somebody brought: chosen, dropped, pasted, opened with the installed app, or in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// What it is called.
    pub name: String,
    /// What is in it, or why it cannot be read.
    pub content: Result<Vec<u8>, String>,
    /// The file on the disk, where the browser lets the page write to it again.
    pub file: Option<FileOnDisk>,
}

impl Brought {
    /// A text that came without a file.
    pub fn text(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            content: Ok(text.as_bytes().to_vec()),
            file: None,
        }
    }
}

/// Reads the files chosen in a file field and empties the field, so that the same ones can be
/// chosen again. Larger files than `max_bytes` are not read.
pub async fn read_chosen(input: HtmlInputElement, max_bytes: usize) -> Vec<Brought> {
    let brought = read_all(listed(input.files()), max_bytes).await;
    input.set_value("");
    brought
}

/// The files of a list, which the browser empties once its event is over.
pub(super) fn listed(files: Option<FileList>) -> Vec<File> {
    let files = files.iter();
    let all = files.flat_map(|files| (0..files.length()).filter_map(|place| files.get(place)));
    all.collect()
}

/// Reads files, one after the other. Larger files than `max_bytes` are not read.
pub(super) async fn read_all(files: Vec<File>, max_bytes: usize) -> Vec<Brought> {
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        all.push(read(&file, max_bytes).await);
    }
    all
}

/// Reads a file. Larger files than `max_bytes` are not read.
pub(super) async fn read(file: &File, max_bytes: usize) -> Brought {
    #[expect(clippy::cast_precision_loss, reason = "file sizes are far below 2^53")]
    let limit = max_bytes as f64;
    let content = if file.size() > limit {
        Err(t!(
            "The file has {} bytes; at most {} are read.",
            file.size(),
            max_bytes
        ))
    } else {
        match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
            Err(fault) => Err(t!("The file could not be read: {}", format!("{:?}", fault))),
        }
    };
    Brought {
        name: file.name(),
        content,
        file: None,
    }
}

thread_local! {
    /// Files on the disk that the person gave to the page.
    static GIVEN: RefCell<Vec<Given>> = const { RefCell::new(Vec::new()) };
    /// Which of them holds which assessment.
    static HOLDS: RefCell<Vec<(String, FileOnDisk)>> = const { RefCell::new(Vec::new()) };
}

/// What the page knows of a file on the disk.
#[derive(Clone)]
struct Given {
    handle: JsValue,
    name: String,
    /// When it was last changed, as the page last saw it.
    seen: Option<f64>,
}

/// Which file holds an assessment is kept in the database under this and the assessment's id.
const KEPT: &str = "file/";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ismsGauge, js_name = get, catch)]
    async fn kept_handle(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = set, catch)]
    async fn keep_handle(key: &str, given: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = remove, catch)]
    async fn forget_handle(key: &str) -> Result<JsValue, JsValue>;
}

/// A file on the disk that the page may write to where the person lets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileOnDisk(usize);

impl FileOnDisk {
    /// Remembers a handle of the browser, and the file as it was when it was read.
    pub(super) fn new(handle: JsValue, read: Option<&File>) -> Self {
        Self::with(handle, read.map(File::last_modified))
    }

    fn with(handle: JsValue, seen: Option<f64>) -> Self {
        let name = property(&handle, "name").as_string().unwrap_or_default();
        GIVEN.with_borrow_mut(|given| {
            given.push(Given { handle, name, seen });
            Self(given.len() - 1)
        })
    }

    fn given(self) -> Option<Given> {
        GIVEN.with_borrow(|given| given.get(self.0).cloned())
    }

    /// What it is called.
    pub fn name(self) -> String {
        self.given().map(|given| given.name).unwrap_or_default()
    }

    /// Replaces what is in it. The browser asks the person where it has to. What somebody else
    /// wrote there since is not replaced.
    ///
    /// # Errors
    /// Where the person or the browser refuses, the disk is full, or the file was changed; then it
    /// is as it was.
    pub async fn write(self, text: &str) -> Result<(), String> {
        let Some(Given { handle, seen, .. }) = self.given() else {
            return Err(t!("The file is not known any more").to_owned());
        };
        let written = async {
            allow(&handle).await?;
            if let (Some(seen), Some(now)) = (seen, changed(&handle).await)
                && seen < now
            {
                return Err(JsValue::from_str(t!(
                    "something else has changed it. Import it to see what differs, or choose another file"
                )));
            }
            let stream = wait(call(&handle, "createWritable", &[])?).await?;
            let put = match call(&stream, "write", &[JsValue::from_str(text)]) {
                Ok(promised) => wait(promised).await,
                Err(fault) => Err(fault),
            };
            if put.is_err() {
                // What it had begun is thrown away; that this may fail too changes nothing.
                let _ = call(&stream, "abort", &[]);
            }
            put?;
            // The file is replaced only here.
            wait(call(&stream, "close", &[])?).await
        };
        match written.await {
            Ok(_) => {
                let seen = changed(&handle).await;
                GIVEN.with_borrow_mut(|given| given[self.0].seen = seen);
                Ok(())
            }
            Err(fault) => Err(t!(
                "{} was not written: {}. It is as it was.",
                self.name(),
                message(&fault)
            )),
        }
    }
}

/// Asks for the right to write, where the browser knows such a right. It was given on another visit
/// and may have ended since.
async fn allow(handle: &JsValue) -> Result<(), JsValue> {
    if !property(handle, "queryPermission").is_function() {
        return Ok(());
    }
    let mode = js_sys::Object::new();
    Reflect::set(
        &mode,
        &JsValue::from_str("mode"),
        &JsValue::from_str("readwrite"),
    )?;
    let mode = JsValue::from(mode);
    for question in ["queryPermission", "requestPermission"] {
        let answer = wait(call(handle, question, std::slice::from_ref(&mode))?).await?;
        if answer == "granted" {
            return Ok(());
        }
    }
    Err(JsValue::from_str(t!(
        "the browser was not allowed to write there"
    )))
}

/// When a file was last changed; `None` where that cannot be seen.
async fn changed(handle: &JsValue) -> Option<f64> {
    let file = wait(call(handle, "getFile", &[]).ok()?).await.ok()?;
    property(&file, "lastModified").as_f64()
}

/// Whether the browser can write to files that the person chooses.
pub fn can_write_again() -> bool {
    web_sys::window().is_some_and(|window| property(&window, "showSaveFilePicker").is_function())
}

/// Asks the person for a file to write to. `None` where the person chose none.
///
/// # Errors
/// Where the browser refuses.
pub async fn ask_for_file(name: &str) -> Result<Option<FileOnDisk>, String> {
    let window = web_sys::window().ok_or("no window")?;
    let kind = js_sys::Object::new();
    let accept = js_sys::Object::new();
    let options = js_sys::Object::new();
    let set = |object: &js_sys::Object, key: &str, value: &JsValue| {
        // Setting a field of a new object does not fail.
        let _ = Reflect::set(object, &JsValue::from_str(key), value);
    };
    set(
        &accept,
        "application/json",
        &js_sys::Array::of1(&JsValue::from_str(".json")),
    );
    set(&kind, "description", &JsValue::from_str("JSON"));
    set(&kind, "accept", &accept);
    set(&options, "types", &js_sys::Array::of1(&kind));
    set(
        &options,
        "suggestedName",
        &JsValue::from_str(&safe_name(name)),
    );
    let asked = match call(&window, "showSaveFilePicker", &[options.into()]) {
        Ok(asked) => wait(asked).await,
        Err(fault) => Err(fault),
    };
    match asked {
        // What lies there may be replaced: the browser has asked.
        Ok(handle) => Ok(Some(FileOnDisk::new(handle, None))),
        Err(fault) if property(&fault, "name") == "AbortError" => Ok(None),
        Err(fault) => Err(t!("No file could be chosen: {}", message(&fault))),
    }
}

/// Remembers that a file on the disk holds an assessment, so that it can be saved there again, on
/// later visits too where the browser can keep that.
pub fn hold(assessment: &str, file: FileOnDisk) {
    HOLDS.with_borrow_mut(|holds| {
        holds.retain(|(id, _)| id != assessment);
        holds.push((assessment.to_owned(), file));
    });
    let Some(Given { handle, seen, .. }) = file.given() else {
        return;
    };
    let key = format!("{KEPT}{assessment}");
    net::spawn(async move {
        let seen = seen.map_or(JsValue::UNDEFINED, JsValue::from_f64);
        // A browser that keeps no handles has the file for this visit.
        let _ = keep_handle(&key, js_sys::Array::of2(&handle, &seen).into()).await;
    });
}

/// The file on the disk that holds an assessment, also that of an earlier visit.
pub async fn held_before(assessment: &str) -> Option<FileOnDisk> {
    if let Some(file) = held(assessment) {
        return Some(file);
    }
    let kept = kept_handle(&format!("{KEPT}{assessment}")).await.ok()?;
    let kept: js_sys::Array = kept.dyn_into().ok()?;
    let (handle, seen) = (kept.get(0), kept.get(1).as_f64());
    if !property(&handle, "createWritable").is_function() {
        return None;
    }
    HOLDS.with_borrow_mut(|holds| {
        // Another one may have been chosen meanwhile.
        if let Some((_, file)) = holds.iter().find(|(id, _)| id == assessment) {
            return Some(*file);
        }
        let file = FileOnDisk::with(handle, seen);
        holds.push((assessment.to_owned(), file));
        Some(file)
    })
}

/// Forgets which file on the disk holds an assessment. The file stays.
pub fn let_go(assessment: &str) {
    HOLDS.with_borrow_mut(|holds| holds.retain(|(id, _)| id != assessment));
    let key = format!("{KEPT}{assessment}");
    net::spawn(async move {
        // Where nothing is kept, there is nothing to forget.
        let _ = forget_handle(&key).await;
    });
}

/// The file on the disk that holds an assessment.
pub fn held(assessment: &str) -> Option<FileOnDisk> {
    HOLDS.with_borrow(|holds| {
        let found = holds.iter().find(|(id, _)| id == assessment);
        found.map(|(_, file)| *file)
    })
}

/// A property, or `undefined`.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// Calls a method that not every browser has.
pub(super) fn call(
    object: &JsValue,
    name: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let method: Function = property(object, name).dyn_into()?;
    let arguments: js_sys::Array = arguments.iter().collect();
    method.apply(object, &arguments)
}

/// Waits for what a method promised.
pub(super) async fn wait(promised: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(js_sys::Promise::from(promised)).await
}

/// What the browser says about a fault.
fn message(fault: &JsValue) -> String {
    let text = property(fault, "message").as_string();
    let text = text.or_else(|| fault.as_string());
    text.unwrap_or_else(|| format!("{fault:?}"))
}
