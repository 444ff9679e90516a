//! Days, told on Wednesday, 11 March 2026.

use super::*;

#[expect(clippy::unnecessary_wraps, reason = "tables mix values and misfits")]
fn on(year: i16, month: i8, day: i8) -> Result<Value, Misfit> {
    Ok(Value::Date(date(year, month, day)))
}

#[test]
fn days_that_mean_the_same_in_every_language() {
    for reading in [english(), german(), in_region(&english(), "GB")] {
        check(
            &DATE,
            &reading,
            &[
                ("2026-03-12", on(2026, 3, 12)),
                ("2026/03/12", on(2026, 3, 12)),
                ("12.3.2026", on(2026, 3, 12)),
                ("12.03.26", on(2026, 3, 12)),
                ("1.2.85", on(1985, 2, 1)),
                ("1.2.46", on(2046, 2, 1)),
                ("12.3.", on(2026, 3, 12)),
                ("12.3", on(2026, 3, 12)),
                ("12. 3. 2027", on(2027, 3, 12)),
                ("1.3.", on(2027, 3, 1)),
                ("11.3.", on(2026, 3, 11)),
                ("13/3/2026", on(2026, 3, 13)),
                ("3/13/2026", on(2026, 3, 13)),
                ("12 March", on(2026, 3, 12)),
                ("March 12th 2027", on(2027, 3, 12)),
                ("March 12, 2027", on(2027, 3, 12)),
                ("the 12th of March", on(2026, 3, 12)),
                ("12. März", on(2026, 3, 12)),
                ("am 12. maerz 2027 bitte", on(2027, 3, 12)),
                ("5 may", on(2026, 5, 5)),
                ("Fri, 13 March 2026", on(2026, 3, 13)),
                ("Friday, 13 March", on(2026, 3, 13)),
                ("today", on(2026, 3, 11)),
                ("Tomorrow!", on(2026, 3, 12)),
                ("the day after tomorrow", on(2026, 3, 13)),
                ("heute", on(2026, 3, 11)),
                ("morgen", on(2026, 3, 12)),
                ("Übermorgen", on(2026, 3, 13)),
                ("uebermorgen", on(2026, 3, 13)),
                ("heute Abend", on(2026, 3, 11)),
                ("gestern", on(2026, 3, 10)),
                ("in 3 days", on(2026, 3, 14)),
                ("in a week", on(2026, 3, 18)),
                ("in 2 Wochen", on(2026, 3, 25)),
                ("in einem Monat", on(2026, 4, 11)),
                ("2 weeks from now", on(2026, 3, 25)),
                ("3 days ago", on(2026, 3, 8)),
                ("vor zwei Tagen", on(2026, 3, 9)),
            ],
        );
    }
}

#[test]
fn month_or_day_first() {
    check(
        &DATE,
        &english(),
        &[("3/12/2026", on(2026, 3, 12)), ("3-12-2026", on(2026, 3, 12)), ("4/5", on(2026, 4, 5))],
    );
    check(&DATE, &in_region(&english(), "US"), &[("3/12/2026", on(2026, 3, 12))]);
    check(&DATE, &in_region(&english(), "GB"), &[("3/12/2026", on(2026, 12, 3))]);
    check(&DATE, &german(), &[("3/12/2026", on(2026, 12, 3)), ("3-12-2026", on(2026, 12, 3))]);
}

#[test]
fn weekdays() {
    check(
        &DATE,
        &english(),
        &[
            ("Friday", on(2026, 3, 13)),
            ("on Friday please", on(2026, 3, 13)),
            ("this Friday", on(2026, 3, 13)),
            ("next Friday", on(2026, 3, 20)),
            ("next Monday", on(2026, 3, 16)),
            ("last Friday", on(2026, 3, 6)),
            ("Wednesday", on(2026, 3, 18)),
            ("fri", on(2026, 3, 13)),
            ("on mon", on(2026, 3, 16)),
        ],
    );
    check(
        &DATE,
        &german(),
        &[
            ("Freitag", on(2026, 3, 13)),
            ("nächsten Freitag", on(2026, 3, 13)),
            ("naechsten freitag", on(2026, 3, 13)),
            ("übernächsten Freitag", on(2026, 3, 20)),
            ("kommenden Sonnabend", on(2026, 3, 14)),
            ("letzten Freitag", on(2026, 3, 6)),
            ("Fr", on(2026, 3, 13)),
        ],
    );
}

#[test]
fn what_is_no_day() {
    check(
        &DATE,
        &english(),
        &[
            ("31.2.2026", Err(Misfit::NoSuchDay)),
            ("2026-02-29", Err(Misfit::NoSuchDay)),
            ("February 30", Err(Misfit::NoSuchDay)),
            ("soon", Err(Misfit::NotADate)),
            ("next week", Err(Misfit::NotADate)),
            ("104233", Err(Misfit::NotADate)),
            ("3-4", Err(Misfit::NotADate)),
            ("Guten Morgen", Err(Misfit::NotADate)),
            ("not Friday", Err(Misfit::NotADate)),
            ("after 12 March", Err(Misfit::NotADate)),
            ("do you know", Err(Misfit::NotADate)),
            ("12345678901234567890 days ago", Err(Misfit::NotADate)),
            (
                "12 or 13 March? no, 14 March or 15 March",
                Err(Misfit::Ambiguous { readings: [13, 14, 15].map(|day| Value::Date(date(2026, 3, day))).to_vec() }),
            ),
            (
                "Friday, 12 March",
                Err(Misfit::Ambiguous { readings: [13, 12].map(|day| Value::Date(date(2026, 3, day))).to_vec() }),
            ),
        ],
    );
}

#[test]
fn bounds_decide_what_is_left_open() {
    let delivery =
        InputKind::Date { min: Some(DateBound::Today { plus_days: 1 }), max: Some(DateBound::Today { plus_days: 14 }) };
    check(
        &delivery,
        &english(),
        &[
            ("tomorrow", on(2026, 3, 12)),
            ("today", Err(Misfit::Before { min: date(2026, 3, 12) })),
            ("1 April", Err(Misfit::After { max: date(2026, 3, 25) })),
        ],
    );
    let purchase = InputKind::Date { min: None, max: Some(DateBound::Today { plus_days: 0 }) };
    check(
        &purchase,
        &english(),
        &[
            ("20 December", on(2025, 12, 20)),
            ("1 March", on(2026, 3, 1)),
            ("Friday", on(2026, 3, 6)),
            ("tomorrow", Err(Misfit::After { max: TODAY })),
        ],
    );
}
