//! What the host of these files set in `config.json`. `boot.js` read and checked it, and left it as
//! attributes of the page.

fn attribute(name: &str) -> Option<String> {
    web_sys::window()?
        .document()?
        .document_element()?
        .get_attribute(name)
}

/// The name of the app.
pub fn title() -> String {
    attribute("data-host-title").unwrap_or_else(|| "ISMS Gauge".to_owned())
}

/// The address of the picture that stands for the host.
pub fn logo() -> Option<String> {
    attribute("data-host-logo")
}

/// Where the host says who it is.
pub fn imprint() -> Option<String> {
    attribute("data-host-imprint")
}

/// Where the host says what it does with data, such as the logs of its server.
pub fn privacy() -> Option<String> {
    attribute("data-host-privacy")
}

/// The tag of the language that the page begins in.
pub fn language() -> Option<String> {
    attribute("data-host-language")
}

/// What is wrong in the host's file.
pub fn faults() -> Vec<String> {
    let faults = attribute("data-host-faults").unwrap_or_default();
    faults.lines().map(str::to_owned).collect()
}

/// Whether a page of an assessment, by the word in its address, stands in the navigation.
pub fn shows(page: &str) -> bool {
    // Without these two there would be nothing to do.
    ["overview", "questions"].contains(&page)
        || attribute("data-host-pages").is_none_or(|pages| pages.split(' ').any(|one| one == page))
}

/// The hash of the build.
pub fn build() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name=build]").ok()??;
    meta.get_attribute("content")
}
