//! What a piece of work takes, who does which part, and what of that was written by hand.

use isms_gauge_core::action::upkeep;
use isms_gauge_core::catalogue::{NodeId, Role, Share};
use leptos::prelude::*;

use super::{with_hand, with_work};
use crate::components::{DaysField, NumberField};
use crate::desk::Desk;
use crate::pages::profile::{OursTag, change_work};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// A field of half days: how it is read from what is written by hand, and where it is kept.
type Read = fn(&isms_gauge_core::assessment::Override) -> Option<u32>;
type Place = fn(&mut isms_gauge_core::assessment::Override) -> &mut Option<u32>;

/// Effort once and every year, each as we estimate it or as it was written.
#[component]
pub fn EffortFields(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let session = Session::expect();
    let hand = move |read: Read| {
        Signal::derive(move || node.with_value(|node| with_hand(session, node, read)))
    };
    let set = move |place: Place| {
        Callback::new(move |half_days: Option<u32>| {
            node.with_value(|node| {
                change_work(session, node, |by_hand| *place(by_hand) = half_days)
            });
        })
    };
    let estimate = move || {
        let percent = session.with(|a| a.plan.effort_percent.unwrap_or(100));
        node.with_value(|node| {
            with_work(session, node, |work| work.estimate.percent(percent)).unwrap_or_default()
        })
    };
    let is_edited = move || {
        node.with_value(|node| {
            with_hand(session, node, |by_hand| {
                by_hand.effort_half_days.is_some()
                    || by_hand.effort_low_half_days.is_some()
                    || by_hand.effort_high_half_days.is_some()
            })
        })
    };
    let reset = move |_| {
        node.with_value(|node| {
            change_work(session, node, |by_hand| {
                by_hand.effort_half_days = None;
                by_hand.effort_low_half_days = None;
                by_hand.effort_high_half_days = None;
            });
        });
    };
    let counts = move || {
        let effort = node.with_value(|node| with_work(session, node, |work| work.effort));
        effort.map(|effort| {
            t!(
                "The plan takes {}, likely {}.",
                words::day_range(effort.low_half_days, effort.high_half_days),
                words::day_range(effort.likely_half_days, effort.likely_half_days)
            )
        })
    };
    let yearly = Memo::new(move |_| {
        session.with(|a| {
            session.works.with(|works| {
                let (all, _) = upkeep(works, a.profile.people, &a.plan);
                let found = node.with_value(|node| all.into_iter().find(|up| up.node == *node));
                found.map(|up| up.estimate).unwrap_or_default()
            })
        })
    });
    let is_yearly_edited = move || {
        node.with_value(|node| {
            with_hand(session, node, |by_hand| by_hand.yearly_half_days.is_some())
        })
    };
    let yearly_ours = move || {
        let ours = yearly.get();
        if ours.high_half_days == 0 {
            t!("We expect nothing of it to come back.").to_owned()
        } else {
            t!(
                "Our estimate is {} a year.",
                words::day_range(ours.low_half_days, ours.high_half_days)
            )
        }
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="work-effort">
            <div class="row">
                <h2 id="work-effort">{t!("What is left to do")}</h2>
                <OursTag is_edited=Signal::derive(is_edited) />
            </div>
            <div class="row row--top">
                <DaysField
                    id="effort-low"
                    label=t!("Low (person-days)")
                    estimate=Signal::derive(move || estimate().low_half_days)
                    value=hand(|by_hand| by_hand.effort_low_half_days)
                    on_change=set(|by_hand| &mut by_hand.effort_low_half_days)
                />
                <DaysField
                    id="effort-likely"
                    label=t!("Likely")
                    estimate=Signal::derive(move || estimate().likely_half_days)
                    value=hand(|by_hand| by_hand.effort_half_days)
                    on_change=set(|by_hand| &mut by_hand.effort_half_days)
                />
                <DaysField
                    id="effort-high"
                    label=t!("High")
                    estimate=Signal::derive(move || estimate().high_half_days)
                    value=hand(|by_hand| by_hand.effort_high_half_days)
                    on_change=set(|by_hand| &mut by_hand.effort_high_half_days)
                />
            </div>
            <p class="small">
                {move || counts()}
                {t!(" An empty field takes our figure, which shrinks as your answers rise. A likely figure alone leaves no range.")}
            </p>
            <Show when=is_edited>
                <p>
                    <button type="button" class="button" on:click=reset>
                        {t!("Take our estimate again")}
                    </button>
                </p>
            </Show>
        </section>
        <section class="stack stack--tight" aria-labelledby="work-yearly">
            <div class="row">
                <h2 id="work-yearly">{t!("Every year after the certificate")}</h2>
                <OursTag is_edited=Signal::derive(is_yearly_edited) />
            </div>
            <DaysField
                id="effort-yearly"
                label=t!("Person-days a year")
                estimate=Signal::derive(move || yearly.get().likely_half_days)
                value=hand(|by_hand| by_hand.yearly_half_days)
                on_change=set(|by_hand| &mut by_hand.yearly_half_days)
            />
            <p class="small">{move || yearly_ours()}</p>
        </section>
        <Shares node=node />
    }
}

/// Who does which part. Kept only once it adds up to the whole.
#[component]
fn Shares(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let kept = Memo::new(move |_| {
        node.with_value(|node| {
            with_work(session, node, |work| work.shares.clone()).unwrap_or_default()
        })
    });
    // What stands in the fields, also while it does not add up yet.
    let drafted = RwSignal::new(None::<Vec<Share>>);
    let shown = Memo::new(move |_| drafted.get().unwrap_or_else(|| kept.get()));
    let percent = move |shares: &[Share], role: Role| {
        let share = shares.iter().find(|share| share.role == role);
        share.map_or(0, |share| share.percent)
    };
    let sum = move || shown.with(|shares| shares.iter().map(|share| share.percent).sum::<u32>());
    let set = move |role: Role, wanted: u32| {
        let shares: Vec<Share> = shown.with_untracked(|shares| {
            Role::ALL
                .into_iter()
                .map(|other| Share {
                    role: other,
                    percent: if other == role {
                        wanted
                    } else {
                        percent(shares, other)
                    },
                })
                .collect()
        });
        drafted.set(Some(shares));
        if sum() == 100 {
            let shares = drafted.get_untracked().unwrap_or_default();
            drafted.set(None);
            node.with_value(|node| {
                change_work(session, node, |by_hand| by_hand.set_shares(&shares));
            });
        }
    };
    let is_edited = move || {
        node.with_value(|node| with_hand(session, node, |by_hand| by_hand.shares().is_some()))
    };
    let reset = move |_| {
        drafted.set(None);
        node.with_value(|node| {
            change_work(session, node, |by_hand| by_hand.set_shares(&[]));
        });
    };
    let field = move |role: Role| {
        let name = desk
            .texts
            .with_untracked(|texts| texts.role(role).to_owned());
        view! {
            <NumberField
                id=format!("share-{role:?}").to_lowercase()
                label=format!("{name} (%)")
                english=vec![name]
                max=100
                value=Signal::derive(move || shown.with(|shares| percent(shares, role)))
                on_change=move |wanted| set(role, wanted)
            />
        }
    };
    let is_off = move || sum() != 100;
    view! {
        <section class="stack stack--tight" aria-labelledby="work-shares">
            <div class="row">
                <h2 id="work-shares">{t!("Who does which part")}</h2>
                <OursTag is_edited=Signal::derive(is_edited) />
            </div>
            <div class="form-grid form-grid--close">{Role::ALL.into_iter().map(field).collect_any()}</div>
            <p class="small" role="status">
                {move || {
                    if is_off() {
                        t!("The parts add up to {} %; 100 % is wanted. Not kept yet.", sum())
                    } else {
                        t!("The parts add up to 100 %.").to_owned()
                    }
                }}
            </p>
            <Show when=move || is_edited() || is_off()>
                <p>
                    <button type="button" class="button" on:click=reset>
                        {t!("Take our parts again")}
                    </button>
                </p>
            </Show>
        </section>
    }
}
