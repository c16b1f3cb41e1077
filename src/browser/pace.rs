//! A press is answered before its consequences are drawn.
//!
//! The browser shows a pressed button or a ticked box by itself, but only at the next paint, and
//! that waits for all that the press set off. So what the signals set off waits for the paint
//! instead, wherever in the app the press was.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::prelude::{request_animation_frame, set_timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    AddEventListenerOptions, Element, Event, EventInit, KeyboardEvent, KeyboardEventInit,
};

use super::page::is_text_field;

/// What people do to a page, and whether it may be the end of typing. A key alone is not among them:
/// who types `/` goes on typing, and the next letter is for the field that the first one opens.
const DEEDS: [(&str, bool); 4] = [
    ("click", false),
    ("input", false),
    ("change", true),
    ("submit", false),
];

/// A page that is not painted, such as one behind another window, waits no longer than this.
const AT_MOST: Duration = Duration::from_millis(100);

/// What a press sets off waits no longer than this for what is done [`first`].
const FIRST_AT_MOST: Duration = Duration::from_millis(50);

/// How long after the start the first press is rehearsed: the page is painted by then.
const REHEARSAL: Duration = Duration::from_millis(200);

/// How far the answer to a deed has come; the number is the deed's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing waits.
    Free,
    /// Its paint is waited for.
    Pressed(u32),
    /// It is painted, and what is done [`first`] is under way.
    Painted(u32),
}

thread_local! {
    static STAGE: Cell<Stage> = const { Cell::new(Stage::Free) };
    /// Counts the deeds that were waited for.
    static N_DEEDS: Cell<u32> = const { Cell::new(0) };
    /// What is done first once the deed is painted.
    static FIRST: RefCell<Vec<PinnedLocalFuture<()>>> = const { RefCell::new(Vec::new()) };
    /// Who waits for the paint, in the order of coming.
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    /// Whether what is begun now waits for nothing.
    static IS_URGENT: Cell<bool> = const { Cell::new(false) };
}

/// Makes all that signals set off wait for the paint. Before the app is mounted.
pub fn start() {
    // Fails only where it was called before.
    let _ = Executor::init_custom_executor(Paced);
    let on_deed = Closure::<dyn FnMut()>::new(hold).into_js_value();
    let on_change = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if !ends_typing(&event) {
            hold();
        }
    })
    .into_js_value();
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    if let Some(window) = web_sys::window() {
        for (deed, may_end_typing) in DEEDS {
            let listener = if may_end_typing { &on_change } else { &on_deed };
            // Fails for no event of this name.
            let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
                deed,
                listener.unchecked_ref(),
                &options,
            );
        }
    }
    set_timeout(rehearse, REHEARSAL);
}

/// Lets the browser compile what a press needs before there is one: it does so when a function is
/// first called.
fn rehearse() {
    let window = web_sys::window();
    let body = window.and_then(|window| window.document()?.body());
    let init = EventInit::new();
    init.set_bubbles(true);
    let key = KeyboardEventInit::new();
    key.set_bubbles(true);
    let presses = [
        Event::new_with_event_init_dict("click", &init),
        Event::new_with_event_init_dict("change", &init),
        // A key without a name means nothing anywhere.
        KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &key).map(Into::into),
    ];
    for press in presses.into_iter().flatten() {
        if let Some(body) = &body {
            // Fails only for an event that is being dispatched.
            let _ = body.dispatch_event(&press);
        }
    }
}

/// Begins something that waits for no paint: what keeps the work safe.
pub fn at_once<T>(begin: impl FnOnce() -> T) -> T {
    let before = IS_URGENT.replace(true);
    let begun = begin();
    IS_URGENT.set(before);
    begun
}

/// Does something costly once that the press was painted and what it set off is in the page.
pub fn then(call: impl FnOnce() + 'static) {
    spawn(async { call() });
}

/// As [`then`], for something that waits.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    Executor::spawn_local(task);
}

/// Whether a change says that somebody has left a field with what was typed into it. What that sets
/// off is there before the first letter in the next field.
fn ends_typing(event: &Event) -> bool {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|field| field.tag_name() != "SELECT" && is_text_field(&field))
}

/// Does something before all else that a press sets off, once the press was painted. The rest waits
/// until it has ended, but no longer than [`FIRST_AT_MOST`], so that what it brings is drawn together
/// with the rest. Where nothing was pressed, it is done after the next paint and nothing waits.
pub fn first(task: impl Future<Output = ()> + 'static) {
    if matches!(STAGE.get(), Stage::Pressed(_)) {
        FIRST.with_borrow_mut(|all| all.push(Box::pin(task)));
    } else {
        after_paint(|| wasm_bindgen_futures::spawn_local(task));
    }
}

/// Lets what comes now wait for the next paint.
fn hold() {
    if matches!(STAGE.get(), Stage::Pressed(_)) {
        return;
    }
    let deed = N_DEEDS.get().wrapping_add(1);
    N_DEEDS.set(deed);
    STAGE.set(Stage::Pressed(deed));
    after_paint(move || {
        STAGE.set(Stage::Painted(deed));
        let tasks = FIRST.take();
        if tasks.is_empty() {
            return go_on(deed);
        }
        wasm_bindgen_futures::spawn_local(async move {
            for task in tasks {
                task.await;
            }
            go_on(deed);
        });
        set_timeout(move || go_on(deed), FIRST_AT_MOST);
    });
}

/// Lets all go on that waits for this deed, if nothing was done since.
fn go_on(deed: u32) {
    if STAGE.get() == Stage::Painted(deed) {
        STAGE.set(Stage::Free);
        for waker in WAITING.take() {
            waker.wake();
        }
    }
}

/// Calls once the next frame is painted, but no later than [`AT_MOST`].
fn after_paint(call: impl FnOnce() + 'static) {
    let call = Rc::new(Cell::new(Some(call)));
    let at_most = Rc::clone(&call);
    // The frame begins before its paint, so what is to follow it is a task of its own.
    request_animation_frame(move || set_timeout(move || once(&call), Duration::ZERO));
    set_timeout(move || once(&at_most), AT_MOST);
}

fn once(call: &Cell<Option<impl FnOnce()>>) {
    if let Some(call) = call.take() {
        call();
    }
}

/// Runs what signals set off, which waits for the paint.
struct Paced;

impl CustomExecutor for Paced {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, mut task: PinnedLocalFuture<()>) {
        if IS_URGENT.get() {
            return wasm_bindgen_futures::spawn_local(task);
        }
        wasm_bindgen_futures::spawn_local(poll_fn(move |context| {
            if STAGE.get() != Stage::Free {
                WAITING.with_borrow_mut(|all| all.push(context.waker().clone()));
                return Poll::Pending;
            }
            Pin::new(&mut task).poll(context)
        }));
    }

    fn poll_local(&self) {}
}
