//! Every copy of every assessment on this device, for somebody who has to choose by hand.

use isms_gauge_core::store::{Copy, Place, units};
use leptos::prelude::*;

use super::EraseAll;
use crate::browser::{clock, file, location, net};
use crate::components::{Icon, IconName, Notice, PageHeading, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::view::CollectAny;
use crate::words;

/// Lists all copies, with what can be done to each.
#[component]
pub fn Recovery() -> impl IntoView {
    let desk = Desk::expect();
    let copies = RwSignal::new(None::<Vec<Copy>>);
    let look = move || {
        net::spawn(async move {
            let found = desk.copies().await;
            // The person may have gone to another page meanwhile.
            copies.try_set(Some(found));
        });
    };
    look();
    let list = move || match copies.get() {
        None => view! { <p class="muted" role="status">{t!("Looking...")}</p> }.into_any(),
        Some(found) if found.is_empty() => {
            view! { <p class="muted">{t!("Nothing is kept on this device.")}</p> }.into_any()
        }
        Some(found) => {
            let rows = found
                .into_iter()
                .map(|copy| view! { <CopyRow copy=copy on_change=move |()| look() /> });
            view! { <ul class="recovery__list">{rows.collect_any()}</ul> }.into_any()
        }
    };
    view! {
        <div class="recovery stack stack--wide">
            <PageHeading
                text=t!("All copies on this device")
                lead=t!("Each assessment is kept twice, with up to 20 earlier states. The newest copy that is whole is opened by itself; here you can choose another.")
            />
            {move || {
                desk.is_safe_mode
                    .get()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Warn title=t!("The page crashed three times within a minute")>
                                <p>
                                    {t!("So nothing was opened by itself. Download what matters to you first; then open a copy, or go on as usual.")}
                                </p>
                                <p>
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| desk.is_safe_mode.set(false)
                                    >
                                        {t!("Go on as usual")}
                                    </button>
                                </p>
                            </Notice>
                        }
                    })
            }}
            {move || list()}
            <section class="stack" aria-labelledby="recovery-erase">
                <h2 id="recovery-erase">{t!("Delete everything")}</h2>
                <EraseAll />
            </section>
        </div>
    }
}

/// One copy.
#[component]
fn CopyRow(
    /// The copy.
    copy: Copy,
    /// Called when it was taken out of the way.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let seen = Seen::of(&copy);
    let label = format!("{}, {}", seen.name, seen.state);
    let hidden = view! { <span class="visually-hidden">{format!(": {label}")}</span> }.into_any();
    let hidden_too =
        view! { <span class="visually-hidden">{format!(": {label}")}</span> }.into_any();
    let hidden_three =
        view! { <span class="visually-hidden">{format!(": {label}")}</span> }.into_any();
    let copy = StoredValue::new(copy);
    let open = move |_| {
        let found = copy.with_value(|copy| {
            let body = copy.content.as_ref().ok().map(|record| record.body.clone());
            body.map(|body| (copy.id.clone(), body))
        });
        let Some((id, body)) = found else { return };
        desk.is_safe_mode.set(false);
        if let Err(fault) = desk.put_raw(&id, &body) {
            desk.say(fault.message(), None);
        }
        location::go(&Route::Open(id, Page::Overview).to_string());
    };
    let save = move |_| {
        let saved = copy.with_value(|copy| {
            let text = copy
                .content
                .as_ref()
                .map_or(&copy.text, |record| &record.body);
            file::download("isms-gauge-copy.json", "application/json", text)
        });
        if let Err(fault) = saved {
            desk.say(fault, None);
        }
    };
    let discard = move |_| {
        net::spawn(async move {
            match desk.discard(&copy.get_value()).await {
                Ok(()) => on_change.run(()),
                Err(fault) => desk.say(fault.message(), None),
            }
        });
    };
    view! {
        <li class="card recovery__item">
            <div>
                <h2 class="recovery__name"><bdi>{seen.name}</bdi></h2>
                <p class="small">{seen.state}</p>
                <p class="small muted">{seen.details}</p>
            </div>
            <div class="row">
                {seen
                    .is_whole
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=open>
                                {t!("Open it")}
                                {hidden}
                            </button>
                        }
                    })}
                <button type="button" class="button button--quiet" on:click=save>
                    <Icon name=IconName::Download />
                    {t!("Download")}
                    {hidden_too}
                </button>
                <button type="button" class="button button--quiet" on:click=discard>
                    <Icon name=IconName::Bin />
                    {t!("Discard")}
                    {hidden_three}
                </button>
            </div>
        </li>
    }
}

/// What is shown of a copy.
struct Seen {
    name: String,
    state: String,
    details: String,
    is_whole: bool,
}

impl Seen {
    fn of(copy: &Copy) -> Self {
        let size = units(&copy.text).div_ceil(1024);
        let place = words::place(copy.place);
        let assessment = copy.content.as_ref().map(|record| {
            let name = isms_gauge_core::file::read(&record.body)
                .map(|assessment| assessment.profile.organisation.trim().to_owned());
            (record, name)
        });
        let named = |name: &str| match name {
            "" => t!("Unnamed organisation").to_owned(),
            name => name.to_owned(),
        };
        match assessment {
            Ok((record, name)) => {
                let when = match record.saved {
                    0 => t!("from an earlier version of this app").to_owned(),
                    saved => t!("saved {}", clock::moment(saved)),
                };
                let reading = match &name {
                    Ok(_) if copy.place == Place::Quarantine => t!("whole, set aside").to_owned(),
                    Ok(_) => t!("whole").to_owned(),
                    Err(fault) => t!("whole, but cannot be read: {}", fault),
                };
                Self {
                    name: named(name.as_deref().unwrap_or_default()),
                    state: format!("{place}, {reading}"),
                    details: t!(
                        "Revision {}, {}, {} KiB. Id {}",
                        record.stamp.revision,
                        when,
                        size,
                        copy.id
                    ),
                    is_whole: name.is_ok(),
                }
            }
            Err(damage) => Self {
                name: t!("Damaged copy").to_owned(),
                state: t!("{}, damaged: {}", place, damage),
                details: t!("{} KiB. Id {}", size, copy.id),
                is_whole: false,
            },
        }
    }
}
