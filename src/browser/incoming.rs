//! Files that come to the page from outside: dropped anywhere, pasted outside of fields, or opened
//! with the installed app.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File};

use super::file::{Brought, FileOnDisk, call, listed, property, read, read_all, wait};
use super::{net, page};

/// The attribute that the page has while somebody drags a file over it.
const DRAGGED: &str = "data-drop";

/// Calls back with all files that come at once, as long as the page lives. Larger files than
/// `max_bytes` are not read. `is_ours` says of a pasted text whether it is meant for us.
pub fn on_brought(
    max_bytes: usize,
    is_ours: fn(&str) -> bool,
    call_back: impl Fn(Vec<Brought>) + 'static,
) {
    let call_back: Rc<dyn Fn(Vec<Brought>)> = Rc::new(call_back);
    let give = {
        let call_back = Rc::clone(&call_back);
        move |files: Vec<File>| {
            let call_back = Rc::clone(&call_back);
            net::spawn(async move { call_back(read_all(files, max_bytes).await) });
        }
    };
    listen("dragover", |event: DragEvent| {
        if event.data_transfer().is_some_and(|data| holds_files(&data)) {
            // Otherwise the browser would leave the page for the file.
            event.prevent_default();
            page::mark_root(DRAGGED, true);
        }
    });
    listen("dragleave", |event: DragEvent| {
        if event.related_target().is_none() {
            page::mark_root(DRAGGED, false);
        }
    });
    listen("drop", {
        let give = give.clone();
        move |event: DragEvent| {
            page::mark_root(DRAGGED, false);
            let files = listed(event.data_transfer().and_then(|data| data.files()));
            if !files.is_empty() {
                event.prevent_default();
                give(files);
            }
        }
    });
    listen("paste", {
        let call_back = Rc::clone(&call_back);
        move |event: ClipboardEvent| {
            let target = event.target();
            let in_field = target
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|element| page::is_text_field(&element));
            let Some(data) = event.clipboard_data().filter(|_| !in_field) else {
                return;
            };
            let files = listed(data.files());
            if !files.is_empty() {
                event.prevent_default();
                give(files);
            } else if let Ok(text) = data.get_data("text/plain")
                && is_ours(&text)
            {
                event.prevent_default();
                call_back(vec![Brought::text(t!("What was pasted"), &text)]);
            }
        }
    });
    on_launch(max_bytes, call_back);
}

fn holds_files(data: &DataTransfer) -> bool {
    data.types().includes(&JsValue::from_str("Files"), 0)
}

/// Files that the system opens with the installed app.
fn on_launch(max_bytes: usize, call_back: Rc<dyn Fn(Vec<Brought>)>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let queue = property(&window, "launchQueue");
    if queue.is_undefined() {
        return;
    }
    let consumer = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let call_back = Rc::clone(&call_back);
        net::spawn(async move {
            let mut all = Vec::new();
            for handle in js_sys::Array::from(&property(&launch, "files")).iter() {
                all.push(opened(handle, max_bytes).await);
            }
            if !all.is_empty() {
                call_back(all);
            }
        });
    });
    // Fails only where the queue is none.
    let _ = call(&queue, "setConsumer", &[consumer.as_ref().clone()]);
    consumer.forget();
}

/// Reads a file that the system opened.
async fn opened(handle: JsValue, max_bytes: usize) -> Brought {
    let file = match call(&handle, "getFile", &[]) {
        Ok(promised) => wait(promised).await,
        Err(fault) => Err(fault),
    };
    match file {
        Ok(file) => {
            let file: File = file.unchecked_into();
            Brought {
                file: Some(FileOnDisk::new(handle, Some(&file))),
                ..read(&file, max_bytes).await
            }
        }
        Err(fault) => Brought {
            name: property(&handle, "name").as_string().unwrap_or_default(),
            content: Err(t!("The file could not be read: {}", format!("{:?}", fault))),
            file: None,
        },
    }
}

fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    event: &str,
    call_back: impl FnMut(E) + 'static,
) {
    let listener = Closure::<dyn FnMut(E)>::new(call_back);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}
