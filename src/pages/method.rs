//! How everything is worked out, and what is ours in it.

use isms_gauge_core::catalogue::Phase;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::verdict::RULES_VERSION;
use leptos::prelude::*;

use crate::components::PageHeading;
use crate::desk::Desk;
use crate::view::CollectAny;
use crate::words;

/// Explains scale, verdict, effort and dates.
#[component]
pub fn Method() -> impl IntoView {
    let desk = Desk::expect();
    let levels = Level::ALL
        .into_iter()
        .map(|level| {
            let text = desk
                .texts
                .with_untracked(|texts| texts.level(level).clone());
            view! {
                <tr>
                    <th scope="row" lang=words::CATALOGUE>{format!("{} {}", level.steps(), text.name)}</th>
                    <td lang=words::CATALOGUE>{text.meaning}</td>
                </tr>
            }
        })
        .collect_any();
    let phases = Phase::ALL
        .into_iter()
        .map(|phase| {
            let text = desk
                .texts
                .with_untracked(|texts| texts.work.phases.get(&phase).cloned());
            text.map(|text| {
                view! {
                    <tr>
                        <th scope="row" lang=words::CATALOGUE>{format!("{phase} {}", text.name)}</th>
                        <td lang=words::CATALOGUE>{text.exit}</td>
                    </tr>
                }
            })
        })
        .collect_any();
    let about = &desk.catalogue().about;
    let changes = about
        .changes
        .iter()
        .map(|change| {
            let lines = change
                .changes
                .iter()
                .map(|line| view! { <li lang=words::CATALOGUE>{line.as_str()}</li> });
            view! {
                <h3>{t!("Catalogue {}, {}", change.version, words::date(change.date))}</h3>
                <ul>{lines.collect_any()}</ul>
            }
        })
        .collect_any();
    view! {
        <article class="prose stack">
            <PageHeading text=t!("How it works out what it says") />
            <p>
                {t!("The questions read {} through {}; the controls are those of {}. All is in our own words, apart from titles. Catalogue {}, rule set {}. Later editions of the standards may differ.", about.requirements, about.guidance, about.controls, about.version, RULES_VERSION)}
            </p>
            <h2>{t!("The scale")}</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("The scale")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Level")}</th>
                            <th scope="col">{t!("What it means")}</th>
                        </tr>
                    </thead>
                    <tbody>{levels}</tbody>
                </table>
            </div>
            <p>
                {t!("Each level holds everything of the one below and adds one thing. Every question has its own six descriptions, so that two people can pick the same level from the same facts. \"Cannot tell\" is an answer of its own: never a 0, and never left out. In clauses 4 to 10 nothing is \"not applicable\"; where a requirement acts on an event that has not happened, \"no occasion yet\" neither meets nor fails it.")}
            </p>
            <h2>{t!("Two axes that are never mixed")}</h2>
            <p>
                {t!("Maturity is the level you stated. Sub-clauses and clauses show the lowest level of their questions, because an average hides holes; the mean stands beside it for trend only. While answers are missing you see the range that they leave open. The one progress figure is cut to target: the sum of min(level, target) over the sum of targets, so that overshoot never pays for a hole.")}
            </p>
            <p>
                {t!("Conformity is counted requirement by requirement. Level 3 or more with evidence is met. Without evidence it is claimed, which counts for design only. A record that cannot be shown, a mandatory document that is a draft and an open minor nonconformity allow at most partly met; a document that does not exist and an open major one mean not met. Nothing here is ever called compliant or certified.")}
            </p>
            <h2>{t!("The verdict")}</h2>
            <p>
                {t!("Each stage of the audit has gates. A gate takes the worst state of what it looks at: questions, the Statement of Applicability, documents, findings and the time of operation. Something unknown leaves the verdict open, something not there turns it to \"not ready\", something in part, only claimed, or with evidence that is undated or older than a year to \"conditionally ready\". Stage 2 counts the gates of Stage 1 as well, so it is never better. The same answers on the same day always give the same verdict.")}
            </p>
            <h2>{t!("Suggested grades")}</h2>
            <p>
                {t!("Nothing in place at all, or a mandatory document missing: likely major. Three or more open points in one sub-clause: possible major. Done in part, or without its record: likely minor. Met, but below your own target: improvement. Not answered: unknown. How a finding is really graded is the auditor's judgement.")}
            </p>
            <h2>{t!("Effort and dates")}</h2>
            <p>
                {t!("The work is cut into 38 pieces. What must come before what comes from the pointers in the standard and from the rules of certification, which are never broken, from logic, and from good practice. The effort of a piece is a range in person-days for up to 50, up to 250 or more people, times the share that is still open. Time that must pass is kept apart from effort: about three months of operation before Stage 2, six weeks between the stages, eight weeks of operation before the internal audit.")}
            </p>
            <p>
                {t!("From that, the time of your people, weekends and holidays, a schedule is worked out: nothing starts before what it needs has finished, nobody does more than they have time for. It is made three times, with little, likely and much effort, which gives the range of dates. Every piece of work names the one cause that keeps it from starting earlier.")}
            </p>
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Phases")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Phase")}</th>
                            <th scope="col">{t!("Done when")}</th>
                        </tr>
                    </thead>
                    <tbody>{phases}</tbody>
                </table>
            </div>
            <h2>{t!("What is ours and what is ISO's")}</h2>
            <p>
                {t!("Clause numbers and titles are those of the standard. Every question, description, piece of advice and figure is ours. The phases A to E follow the project phases of ISO/IEC 27003:2010, which the edition of 2017 dropped; F to I are ours, as are all effort figures and waiting times. Departing from the guidance of ISO/IEC 27003 is never a nonconformity.")}
            </p>
            <h2>{t!("Your data")}</h2>
            <p>
                {t!("The page asks for nothing but its own files, which its content security policy enforces. Your answers are kept in this browser's local storage. Browsers may delete that, Safari after seven days without a visit: keep an exported file as your copy.")}
            </p>
            <h2>{t!("What it is made of")}</h2>
            <p>
                {t!("Free software, most of it by others: ")}
                <a href="licences.txt">{t!("parts and their licences")}</a>
            </p>
            <h2>{t!("What changed in the catalogue")}</h2>
            {changes}
        </article>
    }
}
