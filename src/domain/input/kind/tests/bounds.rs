//! Bounds of dates.

use proptest::prelude::*;

use super::*;

#[test]
fn bounds_are_read() {
    let cases = [
        ("today", Some(DateBound::Today { plus_days: 0 })),
        ("today+14", Some(DateBound::Today { plus_days: 14 })),
        (" today - 1 ", Some(DateBound::Today { plus_days: -1 })),
        ("2027-12-31", Some(DateBound::On(date(2027, 12, 31)))),
        ("today+36525", Some(DateBound::Today { plus_days: 36_525 })),
        ("today+36526", None),
        ("today+", None),
        ("today14", None),
        ("today++1", None),
        ("today+-1", None),
        ("todayé1", None),
        ("tomorrow", None),
        ("2027-02-30", None),
        ("2027-1-1", None),
        ("", None),
    ];
    for (written, expected) in cases {
        assert_eq!(written.parse::<DateBound>().ok(), expected, "{written:?}");
    }
}

#[test]
fn bounds_move_with_the_day() {
    assert_eq!(DateBound::Today { plus_days: 14 }.on(TODAY), date(2026, 3, 25));
    assert_eq!(DateBound::On(date(2027, 1, 1)).on(TODAY), date(2027, 1, 1));
    assert_eq!(DateBound::Today { plus_days: i32::MAX }.on(TODAY), Date::MAX);
    assert_eq!(DateBound::Today { plus_days: i32::MIN }.on(TODAY), Date::MIN);
}

proptest! {
    #[test]
    fn printed_bounds_are_read_back(plus_days in -36_525_i32..=36_525, year in 1_i16..=9999, day in 1_i16..=365) {
        let moving = DateBound::Today { plus_days };
        prop_assert_eq!(moving.to_string().parse(), Ok(moving));
        let fixed = DateBound::On(date(year, 1, 1).with().day_of_year(day).build().expect("a day of every year"));
        prop_assert_eq!(fixed.to_string().parse(), Ok(fixed));
    }

    #[test]
    fn no_text_is_too_strange(written in "\\PC*") {
        let _ = written.parse::<DateBound>();
    }
}
