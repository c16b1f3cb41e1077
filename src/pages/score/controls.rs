//! Where the controls stand by theme and attribute, and what each control adds.

use isms_gauge_core::annex::{Attribute, Theme};
use isms_gauge_core::language::inside;
use isms_gauge_core::score::{Conformity, Summary};
use isms_gauge_core::soa::{ControlTerm, Group, rows, standing};
use leptos::prelude::*;

use super::{counted_words, lowest_steps, lowest_words, share_words};
use crate::desk::Desk;
use crate::lists::{Lists, is_of_catalogue};
use crate::pages::lists::{WithLists, attribute_label, plain, theme_label};
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// What an address begins with that asks for controls.
const PREFIX: &str = "controls";

/// A group as it stands in an address. The values of all attributes and themes differ.
pub fn key(group: Group) -> String {
    match group {
        Group::All => PREFIX.to_owned(),
        Group::Theme(theme) => format!("{PREFIX}-{}", theme.key()),
        Group::Attribute(_, value) => format!("{PREFIX}-{value}"),
    }
}

/// The group of an address.
pub fn parse(text: &str) -> Option<Group> {
    Group::all().into_iter().find(|group| key(*group) == text)
}

/// Its name for people.
pub fn name(group: Group) -> String {
    match group {
        Group::All => t!("All controls").to_owned(),
        Group::Theme(theme) => theme_label(theme).to_owned(),
        Group::Attribute(attribute, value) => {
            format!("{}: {}", attribute_label(attribute), inside(&plain(value)))
        }
    }
}

/// The scores of all themes and of all values of one attribute after the other.
#[component]
pub fn ControlScores(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    view! {
        <section class="stack stack--tight" aria-labelledby="control-scores">
            <h2 id="control-scores">{t!("Controls by theme and attribute")}</h2>
            <WithLists content=move |lists| view! { <GroupTable id=id lists=lists /> }.into_any() />
            <p class="muted small">
                {t!("The level of a control is our reading of its status: not started 0, planned 1, partly 2, implemented or checked 3. A control may have several values of an attribute, so the lines of an attribute do not add up to 93.")}
            </p>
        </section>
    }
}

#[component]
fn GroupTable(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The controls.
    lists: &'static Lists,
) -> impl IntoView {
    let session = Session::expect();
    let body = move |title: &'static str, groups: Vec<Group>| {
        let rows = session.with(|a| {
            let rows = rows(&lists.annex, a);
            let line = |group: Group| line(id, group, &standing(&rows, group).1);
            groups.into_iter().map(line).collect_any()
        });
        view! {
            <tbody>
                <tr class="table__group">
                    <th scope="rowgroup" colspan="6">{title}</th>
                </tr>
                {rows}
            </tbody>
        }
    };
    let bodies = move || {
        let themes = std::iter::once(Group::All)
            .chain(Theme::WORDS.map(|(_, theme)| Group::Theme(theme)))
            .collect();
        let attributes = Attribute::ALL.map(|attribute| {
            let values = attribute.values().iter();
            let groups = values.map(|value| Group::Attribute(attribute, value));
            body(attribute_label(attribute), groups.collect())
        });
        view! {
            {body(t!("Theme"), themes)}
            {attributes.into_iter().collect_any()}
        }
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="control-scores">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!("Controls")}</th>
                        <th scope="col">{t!("Decided")}</th>
                        <th scope="col">{t!("Lowest")}</th>
                        <th scope="col">{t!("Way to target")}</th>
                        <th scope="col">{t!("Met")}</th>
                        <th scope="col">{t!("Claimed")}</th>
                    </tr>
                </thead>
                {move || bodies()}
            </table>
        </div>
    }
}

fn line(id: StoredValue<String>, group: Group, summary: &Summary) -> AnyView {
    let href = Route::Open(id.get_value(), Page::Score(key(group))).href();
    let short = match group {
        Group::All => t!("All").to_owned(),
        Group::Theme(theme) => theme_label(theme).to_owned(),
        Group::Attribute(_, value) => plain(value),
    };
    let lang = matches!(group, Group::Attribute(..)).then_some(words::CATALOGUE);
    view! {
        <tr>
            <th scope="row"><a lang=lang href=href>{short}</a></th>
            <td class="number">{t!("{} of {}", summary.n_answered, summary.n_asked)}</td>
            <td class="number">{lowest_steps(summary)}</td>
            <td class="number">{format!("{} %", summary.to_target_percent())}</td>
            <td class="number">{summary.n_met}</td>
            <td class="number">{summary.n_claimed}</td>
        </tr>
    }
    .into_any()
}

/// The controls of a group with what each adds.
#[component]
pub fn ControlTerms(
    /// The assessment's id.
    id: StoredValue<String>,
    /// Which controls.
    group: Group,
) -> impl IntoView {
    view! {
        <WithLists content=move |lists| view! { <Terms id=id group=group lists=lists /> }.into_any() />
    }
}

#[component]
fn Terms(
    /// The assessment's id.
    id: StoredValue<String>,
    /// Which controls.
    group: Group,
    /// All controls.
    lists: &'static Lists,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let content = move || {
        session.with(|a| {
            let rows = rows(&lists.annex, a);
            let (terms, summary) = standing(&rows, group);
            arithmetic(desk, id, &terms, &summary)
        })
    };
    view! { {move || content()} }
}

fn arithmetic(
    desk: Desk,
    id: StoredValue<String>,
    terms: &[ControlTerm<'_>],
    summary: &Summary,
) -> AnyView {
    let n_lowest = summary.lowest.map_or(0, |level| {
        summary.n_at_level.get(level.index()).copied().unwrap_or(0)
    });
    let lowest = lowest_words(
        desk,
        summary.lowest,
        &words::count(n_lowest as usize, m!("control"), m!("controls")),
    );
    let to_target = t!(
        "{} Each control adds the smaller of its level and 3. What nobody decided adds nothing; what is left out with a reason does not count.",
        share_words(summary.to_target())
    );
    let counts = [
        (summary.n_met, t!("met")),
        (summary.n_claimed, t!("claimed without evidence")),
        (summary.n_partly, t!("partly met")),
        (summary.n_not_met, t!("not met")),
        (summary.n_unknown, t!("unknown")),
        (summary.n_no_occasion, t!("left out with a reason")),
    ];
    let counts = counts.iter().filter(|(n, _)| *n > 0);
    let conformity: Vec<String> = counts.map(|(n, what)| format!("{n} {what}")).collect();
    let conformity = format!("{}.", conformity.join(", "));
    let row = |term: &ControlTerm<'_>| {
        let href = Route::Open(id.get_value(), Page::Controls(Some(term.id.to_owned()))).href();
        let lang = is_of_catalogue(desk, term.title).then_some(words::CATALOGUE);
        let met = match term.item.conformity {
            Conformity::NoOccasion => t!("Left out"),
            conformity => words::conformity(conformity),
        };
        view! {
            <tr>
                <th scope="row">
                    <a href=href><bdi lang=lang>{format!("{} {}", term.id, term.title)}</bdi></a>
                </th>
                <td data-label=t!("Counts") class="number">{counted_words(term.item)}</td>
                <td data-label=t!("Conformity")>{met}</td>
            </tr>
        }
    };
    view! {
        <dl class="facts facts--terms">
            <dt>{t!("Lowest level")}</dt>
            <dd>{lowest}</dd>
            <dt>{t!("Way to target")}</dt>
            <dd>{to_target}</dd>
            <dt>{t!("Conformity")}</dt>
            <dd>{conformity}</dd>
        </dl>
        <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Controls")>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("Control")}</th>
                        <th scope="col">{t!("Counts")}</th>
                        <th scope="col">{t!("Conformity")}</th>
                    </tr>
                </thead>
                <tbody>{terms.iter().map(row).collect_any()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
