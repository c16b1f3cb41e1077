//! Who is away when, and on which days nobody works.

use chrono::NaiveDate;
use isms_gauge_core::assessment::{Absence, Extra};
use isms_gauge_core::catalogue::Role;
use leptos::prelude::*;

use super::change_plan;
use crate::components::{ChoiceField, DateField, Icon, IconName};
use crate::desk::Desk;
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// Days on which somebody of the team is away.
#[component]
pub fn Absences() -> impl IntoView {
    let session = Session::expect();
    let n_absences = Memo::new(move |_| session.with(|a| a.plan.absences.len()));
    let add = move |_| {
        change_plan(session, |plan| {
            let role = plan
                .team
                .first()
                .map_or(Role::IsmsManager, |member| member.role);
            plan.absences.push(Absence {
                role,
                name: String::new(),
                first: session.today,
                last: session.today,
                extra: Extra::new(),
            });
        });
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="profile-absences">
            <h2 id="profile-absences">{t!("Who is away when")}</h2>
            <ul class="absences">
                {move || {
                    (0..n_absences.get()).map(|idx| view! { <AbsenceRow idx=idx /> }).collect_any()
                }}
            </ul>
            <div>
                <button type="button" class="button" on:click=add>
                    <Icon name=IconName::Plus />
                    {t!("Add an absence")}
                </button>
            </div>
        </section>
    }
}

/// The word of a role, and after a slash the name where one person is meant.
fn key(role: Role, name: &str) -> String {
    let word = Role::WORDS.iter().find(|(_, known)| *known == role);
    format!("{}/{name}", word.map_or("", |(word, _)| word))
}

#[component]
fn AbsenceRow(
    /// The absence's place in the list.
    idx: usize,
) -> impl IntoView {
    let session = Session::expect();
    let desk = Desk::expect();
    let absence = Memo::new(move |_| session.with(|a| a.plan.absences.get(idx).cloned()));
    let change = move |change: &dyn Fn(&mut Absence)| {
        change_plan(session, |plan| {
            if let Some(absence) = plan.absences.get_mut(idx) {
                change(absence);
            }
        });
    };
    // Whoever can be away: each role as a whole, and each person of it that has a name.
    let people = Memo::new(move |_| {
        session.with(|a| {
            desk.texts.with(|texts| {
                Role::ALL
                    .into_iter()
                    .flat_map(|role| {
                        let members = a.plan.team.iter();
                        let named = members
                            .filter(|member| member.role == role && !member.name.is_empty())
                            .map(|member| (role, member.name.clone(), member.name.clone()))
                            .collect::<Vec<_>>();
                        let all = t!("{}, everybody", texts.role(role));
                        std::iter::once((role, String::new(), all)).chain(named)
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    let who = move || {
        let options = people
            .get()
            .into_iter()
            .map(|(role, name, shown)| (key(role, &name), shown))
            .collect::<Vec<_>>();
        view! {
            <ChoiceField
                id=format!("absence-{idx}-who")
                label=t!("Who")
                options=options
                value=Signal::derive(move || {
                    absence.with(|absence| {
                        absence.as_ref().map(|away| key(away.role, &away.name)).unwrap_or_default()
                    })
                })
                on_change=move |chosen: String| {
                    let found = people.with_untracked(|people| {
                        let found = people.iter().find(|(role, name, _)| key(*role, name) == chosen);
                        found.cloned()
                    });
                    if let Some((role, name, _)) = found {
                        change(&|away| {
                            away.role = role;
                            away.name.clone_from(&name);
                        });
                    }
                }
            />
        }
    };
    let day = move |read: fn(&Absence) -> NaiveDate| {
        Signal::derive(move || absence.with(|absence| absence.as_ref().map(read)))
    };
    let set_first = move |day: Option<NaiveDate>| {
        if let Some(day) = day {
            change(&|away| {
                away.first = day;
                away.last = away.last.max(day);
            });
        }
    };
    let set_last = move |day: Option<NaiveDate>| {
        if let Some(day) = day {
            change(&|away| away.last = day);
        }
    };
    let is_backwards =
        move || absence.with(|absence| absence.as_ref().is_some_and(|away| away.last < away.first));
    let n = idx + 1;
    view! {
        <li>
            <div class="row row--end" role="group" aria-label=t!("Absence {}", n)>
            {move || who()}
            <DateField
                id=format!("absence-{idx}-first")
                label=t!("First day")
                value=day(|away| away.first)
                on_change=set_first
            />
            <DateField
                id=format!("absence-{idx}-last")
                label=t!("Last day")
                value=day(|away| away.last)
                on_change=set_last
            />
            <button
                type="button"
                class="button button--quiet"
                on:click=move |_| {
                    change_plan(session, |plan| {
                        if idx < plan.absences.len() {
                            plan.absences.remove(idx);
                        }
                    });
                }
            >
                <Icon name=IconName::Bin />
                <span class="visually-hidden">{t!("Take absence {} away", n)}</span>
            </button>
            <Show when=is_backwards>
                <p class="order-list__warning small" role="status">
                    {t!("The last day comes before the first, so this changes nothing.")}
                </p>
            </Show>
            </div>
        </li>
    }
}

/// Days on which nobody works.
#[component]
pub fn Holidays() -> impl IntoView {
    let session = Session::expect();
    let add = Callback::new(move |day: Option<NaiveDate>| {
        let Some(day) = day else { return };
        change_plan(session, |plan| {
            plan.holidays.push(day);
            plan.holidays.sort();
            plan.holidays.dedup();
        });
    });
    view! {
        <section class="stack stack--tight" aria-labelledby="profile-holidays">
        <h2 id="profile-holidays">{t!("Days on which nobody works")}</h2>
        <ul class="chip-list">
            {move || session.with(|a| a.plan.holidays.clone()).into_iter().map(|day| view! {
                <li class="chip-list__item">
                    {words::date(day)}
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| {
                            change_plan(session, |plan| plan.holidays.retain(|other| *other != day));
                        }
                    >
                        <Icon name=IconName::Bin />
                        <span class="visually-hidden">{t!("Take {} away", words::date(day))}</span>
                    </button>
                </li>
            }).collect_any()}
        </ul>
        <DateField
            id="plan-holiday"
            label=t!("Add a public holiday or a closed day")
            value=Signal::derive(|| None)
            on_change=add
        />
        </section>
    }
}
