//! `new`: an assessment of which nothing is known yet.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::file;
use uuid::Uuid;

use crate::args::{DepthKey, New};
use crate::fault::Fault;

pub fn text(args: &New) -> Result<String, Fault> {
    let id = args
        .id
        .clone()
        .unwrap_or_else(|| Uuid::new_v4().to_string());
    let mut assessment = Assessment::new(&id);
    let profile = &mut assessment.profile;
    args.organisation
        .trim()
        .clone_into(&mut profile.organisation);
    args.scope.trim().clone_into(&mut profile.scope);
    args.sector.trim().clone_into(&mut profile.sector);
    args.assessor.trim().clone_into(&mut profile.assessor);
    profile.people = args.people.unwrap_or(profile.people);
    profile.sites = args.sites.unwrap_or(profile.sites);
    assessment.depth = match args.depth {
        DepthKey::Quick => Depth::Quick,
        DepthKey::Full => Depth::Full,
    };
    assessment.plan.start = args.start;
    let text = file::write(&assessment);
    // What was typed may be more than a file can hold, such as an id with blanks.
    file::read(&text).map_err(|fault| Fault::usage(fault.to_string()))?;
    Ok(text)
}
