//! The organisation and the people who do the work.

use chrono::NaiveDate;
use isms_gauge_core::assessment::{
    Extra, Member, Override, Plan, Profile as Organisation, default_team,
};
use isms_gauge_core::catalogue::{NodeId, Role};
use isms_gauge_core::edit::Edit;
use leptos::prelude::*;

use crate::components::{
    DateField, Icon, IconName, Notice, NumberField, PageHeading, Tag, TextField, Tone,
};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

mod calendar;
mod figures;

use calendar::{Absences, Holidays};
use figures::Figures;

/// Describes the organisation, the start and who has how much time.
#[component]
pub fn Profile(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let text = move |read: fn(&Organisation) -> &String| {
        Signal::derive(move || session.with(|a| read(&a.profile).clone()))
    };
    let number = move |read: fn(&Organisation) -> u32| {
        Signal::derive(move || session.with(|a| read(&a.profile)))
    };
    let set_text = move |place: fn(&mut Organisation) -> &mut String| {
        Callback::new(move |value: String| {
            let mut profile = session.with_now(|a| a.profile.clone());
            *place(&mut profile) = value.trim().to_owned();
            session.dispatch(Edit::Profile(profile));
        })
    };
    let set_number = move |place: fn(&mut Organisation) -> &mut u32| {
        Callback::new(move |value: u32| {
            let mut profile = session.with_now(|a| a.profile.clone());
            *place(&mut profile) = value;
            session.dispatch(Edit::Profile(profile));
        })
    };
    let on_start = Callback::new(move |start: Option<NaiveDate>| {
        change_plan(session, |plan| plan.start = start);
    });
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Organisation")
                lead=t!("Size decides the effort, time decides the dates. Everything can be changed later.")
            />
            <section class="form-grid" aria-label=t!("Organisation")>
                <TextField
                    id="profile-name"
                    label=t!("Name")
                    value=text(|p| &p.organisation)
                    on_change=set_text(|p| &mut p.organisation)
                />
                <TextField
                    id="profile-sector"
                    label=t!("Sector")
                    value=text(|p| &p.sector)
                    on_change=set_text(|p| &mut p.sector)
                />
                <NumberField
                    id="profile-people"
                    label=t!("People in scope")
                    max=1_000_000
                    value=number(|p| p.people)
                    on_change=set_number(|p| &mut p.people)
                />
                <NumberField
                    id="profile-sites"
                    label=t!("Sites")
                    max=10_000
                    value=number(|p| p.sites)
                    on_change=set_number(|p| &mut p.sites)
                />
                <TextField
                    id="profile-scope"
                    label=t!("What the certificate should cover")
                    value=text(|p| &p.scope)
                    on_change=set_text(|p| &mut p.scope)
                />
                <TextField
                    id="profile-assessor"
                    label=t!("Who answers")
                    value=text(|p| &p.assessor)
                    on_change=set_text(|p| &mut p.assessor)
                />
            </section>
            <section class="stack" aria-labelledby="profile-team">
                <h2 id="profile-team">{t!("Start and people")}</h2>
                <div class="row row--top">
                    <DateField
                        id="plan-start"
                        label=t!("First day of work")
                        value=Signal::derive(move || session.with(|a| a.plan.start))
                        on_change=on_start
                    />
                    <p class="muted small">
                        {move || {
                            session
                                .with(|a| a.plan.start)
                                .is_none()
                                .then(|| {
                                    t!("No date is set, so the plan starts today, {}.", words::date(session.today))
                                })
                        }}
                    </p>
                </div>
                <Team />
            </section>
            <Absences />
            <Holidays />
            <Figures id=id.clone() />
            <p>
                <a class="button button--main" href=Route::Open(id, Page::Roadmap).href()>
                    {t!("See the roadmap")}
                    <Icon name=IconName::Next />
                </a>
            </p>
        </div>
    }
}

/// Says of a figure whether it is ours or was changed.
#[component]
pub(super) fn OursTag(
    /// Whether somebody changed it.
    #[prop(into)]
    is_edited: Signal<bool>,
) -> impl IntoView {
    view! {
        <Tag
            text=Signal::derive(move || {
                if is_edited.get() { t!("Edited") } else { t!("Our estimate") }.to_owned()
            })
            tone=Signal::derive(move || if is_edited.get() { Tone::Warn } else { Tone::Neutral })
        />
    }
}

/// Changes the plan as one step to undo.
pub(super) fn change_plan(session: Session, change: impl FnOnce(&mut Plan)) {
    let mut plan = session.with_now(|a| a.plan.clone());
    change(&mut plan);
    session.dispatch(Edit::Plan(plan));
}

/// Changes what is written by hand for a piece of work, as one step to undo.
pub(super) fn change_work(session: Session, node: &NodeId, change: impl FnOnce(&mut Override)) {
    change_plan(session, |plan| plan.change_work(node, change));
}

#[component]
fn Team() -> impl IntoView {
    let session = Session::expect();
    let n_members = Memo::new(move |_| session.with(|a| a.plan.team.len()));
    let add = move |_| {
        change_plan(session, |plan| {
            plan.team.push(Member {
                name: String::new(),
                role: Role::IsmsManager,
                half_days_a_week: 2,
                extra: Extra::new(),
            });
        });
    };
    let nobody = move || {
        session.with(|a| {
            a.plan
                .team
                .iter()
                .all(|member| member.half_days_a_week == 0)
        })
    };
    let is_ours = move || session.with(|a| a.plan.team == default_team());
    view! {
        <div class="row">
            <h3>{t!("Who has how much time")}</h3>
            <OursTag is_edited=Signal::derive(move || !is_ours()) />
        </div>
        <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Team")>
            <table class="table">
                <caption class="visually-hidden">{t!("Who has how much time")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("Name")}</th>
                        <th scope="col">{t!("Role")}</th>
                        <th scope="col" class="short">{t!("Half days a week")}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>
                    {move || (0..n_members.get()).map(|idx| view! { <TeamRow idx=idx /> }).collect_any()}
                </tbody>
            </table>
        </div>
        <Show when=nobody>
            <Notice tone=Tone::Warn title=t!("Nobody has time")>
                <p>{t!("Without at least half a day a week there is no plan.")}</p>
            </Notice>
        </Show>
        <div>
            <button type="button" class="button" on:click=add>
                <Icon name=IconName::Plus />
                {t!("Add a person")}
            </button>
        </div>
        <p class="muted small">
            {t!("A role that nobody has time for falls to the ISMS manager.")}
        </p>
    }
}

#[component]
fn TeamRow(
    /// The member's place in the team.
    idx: usize,
) -> impl IntoView {
    let session = Session::expect();
    let desk = Desk::expect();
    let member = Memo::new(move |_| session.with(|a| a.plan.team.get(idx).cloned()));
    let change = move |change: &dyn Fn(&mut Member)| {
        change_plan(session, |plan| {
            if let Some(member) = plan.team.get_mut(idx) {
                change(member);
            }
        });
    };
    let n = idx + 1;
    let name = Memo::new(move |_| member.with(|m| m.as_ref().map(|m| m.name.clone())));
    let role_is = move |role: Role| member.with(|m| m.as_ref().is_some_and(|m| m.role == role));
    view! {
        <tr>
            <td>
                <input
                    type="text"
                    aria-label=t!("Name of person {}", n)
                    prop:value=name
                    on:change:target=move |event| {
                        let name = event.target().value();
                        change(&|m| m.name = name.trim().to_owned());
                    }
                />
            </td>
            <td>
                <select
                    aria-label=t!("Role of person {}", n)
                    on:change:target=move |event| {
                        let chosen = event.target().value();
                        let role = Role::ALL.into_iter().find(|r| format!("{r:?}") == chosen);
                        if let Some(role) = role {
                            change(&|m| m.role = role);
                        }
                    }
                >
                    {Role::ALL
                        .into_iter()
                        .map(|role| {
                            view! {
                                <option lang=words::CATALOGUE value=format!("{role:?}") prop:selected=move || role_is(role)>
                                    {desk.texts.with_untracked(|t| t.role(role).to_owned())}
                                </option>
                            }
                        })
                        .collect_any()}
                </select>
            </td>
            <td>
                <input
                    type="number"
                    min="0"
                    max="10"
                    step="1"
                    aria-label=t!("Half days a week of person {}", n)
                    prop:value=move || {
                        member.with(|m| m.as_ref().map(|m| m.half_days_a_week.to_string()))
                    }
                    on:change:target=move |event| {
                        let field = event.target();
                        match field.value().trim().parse::<u32>() {
                            Ok(half_days) if half_days <= 10 => {
                                change(&|m| m.half_days_a_week = half_days);
                            }
                            _ => {
                                let before = member.with_untracked(|m| {
                                    m.as_ref().map_or(0, |m| m.half_days_a_week)
                                });
                                field.set_value(&before.to_string());
                            }
                        }
                    }
                />
            </td>
            <td>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| {
                        change_plan(session, |plan| {
                            if idx < plan.team.len() {
                                plan.team.remove(idx);
                            }
                        });
                    }
                >
                    <Icon name=IconName::Bin />
                    <span class="visually-hidden">{t!("Take person {} away", n)}</span>
                </button>
            </td>
        </tr>
    }
}
