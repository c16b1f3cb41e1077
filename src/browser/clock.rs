//! What day and what time it is, where the person sits.

use chrono::NaiveDate;

/// Today in local time.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2000);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Milliseconds since 1970. Only shown, and never what decides which of two texts is newer.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "far below 2^53; a clock before 1970 gives 0"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

/// A moment as `2027-05-14 14:05`, where the person sits.
pub fn moment(milliseconds: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    format!(
        "{}-{:02}-{:02} {:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// The time of day as `14:05`.
pub fn time_of_day() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
