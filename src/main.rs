//! Starts the app in the page.

fn main() {
    isms_gauge::browser::page::show_panics();
    isms_gauge::start();
}
