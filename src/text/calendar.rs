//! The words of the calendar, in the [norm](super::Text::norm) of tokens.

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// "monday"
pub(crate) fn is_weekday(norm: &str) -> bool {
    WEEKDAYS.contains(&norm)
}

/// "january"; also "may" and "march", which are verbs and names, too.
pub(crate) fn is_month(norm: &str) -> bool {
    MONTHS.contains(&norm)
}
