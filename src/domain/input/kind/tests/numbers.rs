//! Whole and decimal numbers.

use rust_decimal::Decimal;

use super::*;

#[expect(clippy::unnecessary_wraps, reason = "tables mix values and misfits")]
fn number(text: &str) -> Result<Value, Misfit> {
    Ok(Value::Number(text.parse().expect("a decimal number")))
}

fn numbers(readings: &[&str]) -> Result<Value, Misfit> {
    Err(Misfit::Ambiguous { readings: readings.iter().filter_map(|text| number(text).ok()).collect() })
}

#[test]
fn decimals_in_either_style() {
    for reading in [english(), german()] {
        check(
            &NUMBER,
            &reading,
            &[
                ("12", number("12")),
                ("12.50", number("12.50")),
                ("12,50", number("12.50")),
                ("1.234,56", number("1234.56")),
                ("1,234.56", number("1234.56")),
                ("1.234.567", number("1234567")),
                ("1'234.50", number("1234.50")),
                ("1 234,56 €", number("1234.56")),
                ("10 000", number("10000")),
                ("0,125", number("0.125")),
                ("1234,567", number("1234.567")),
                ("-5", number("-5")),
                ("minus 5", number("-5")),
                ("−5,5", number("-5.5")),
                ("12,50 €", number("12.50")),
                ("$12.50", number("12.50")),
                ("12€", number("12")),
                ("EUR 12,-", number("12")),
                ("about 20 euros please", number("20")),
                ("50%", number("50")),
                ("1２", number("12")),
                (".5", number("0.5")),
                (",50", number("0.50")),
                ("-.5", number("-0.5")),
                ("€.50", number("0.50")),
                ("it was (.125)", number("0.125")),
                ("...5", number("5")),
                ("Fr.50", number("50")),
                ("two", number("2")),
                ("zwei Stück", number("2")),
                ("1/2", Err(Misfit::NotANumber)),
                ("3-4", Err(Misfit::NotANumber)),
                ("12:30", Err(Misfit::NotANumber)),
                ("12a", Err(Misfit::NotANumber)),
                ("5²", Err(Misfit::NotANumber)),
                ("1.2.3", Err(Misfit::NotANumber)),
                ("1,23,4", Err(Misfit::NotANumber)),
                ("five hundred", Err(Misfit::NotANumber)),
                ("2 thousand", Err(Misfit::NotANumber)),
                ("twenty one", Err(Misfit::NotANumber)),
                ("2 and a half", Err(Misfit::NotANumber)),
                ("€", Err(Misfit::NotANumber)),
                ("9".repeat(40).as_str(), Err(Misfit::NotANumber)),
                ("3 or 4", numbers(&["3", "4"])),
                ("2 100 watt", numbers(&["2", "100"])),
            ],
        );
    }
    check(&NUMBER, &english(), &[("1,234", number("1234")), ("1.234", number("1.234"))]);
    check(&NUMBER, &german(), &[("1.234", number("1234")), ("1,234", number("1.234"))]);
}

#[test]
fn decimal_bounds() {
    let price = InputKind::Number { min: Some(Decimal::ONE), max: Some(Decimal::ONE_HUNDRED) };
    check(
        &price,
        &english(),
        &[
            ("1", number("1")),
            ("100.00", number("100.00")),
            ("0.99", Err(Misfit::Below { min: Decimal::ONE })),
            ("100.01", Err(Misfit::Above { max: Decimal::ONE_HUNDRED })),
        ],
    );
}

#[test]
fn whole_numbers() {
    let integers = |readings: &[i64]| {
        Err(Misfit::Ambiguous { readings: readings.iter().map(|number| Value::Integer(*number)).collect() })
    };
    for reading in [english(), german()] {
        check(
            &INTEGER,
            &reading,
            &[
                ("3", Ok(Value::Integer(3))),
                ("3.", Ok(Value::Integer(3))),
                ("3x", Ok(Value::Integer(3))),
                ("3.0", Ok(Value::Integer(3))),
                ("007", Ok(Value::Integer(7))),
                ("one", Ok(Value::Integer(1))),
                ("einen", Ok(Value::Integer(1))),
                ("three of them", Ok(Value::Integer(3))),
                ("1 000 000", Ok(Value::Integer(1_000_000))),
                ("2.5", Err(Misfit::NotWhole)),
                ("many", Err(Misfit::NotANumber)),
                ("the blue one", Err(Misfit::NotANumber)),
                ("2 or 3", integers(&[2, 3])),
                ("99999999999999999999", Err(Misfit::Above { max: i64::MAX.into() })),
                ("-99999999999999999999", Err(Misfit::Below { min: i64::MIN.into() })),
            ],
        );
    }
    check(
        &INTEGER,
        &english(),
        &[("1,000", Ok(Value::Integer(1000))), ("1.234", Ok(Value::Integer(1234))), ("2.000", integers(&[2, 2000]))],
    );
    check(&INTEGER, &german(), &[("1.000", Ok(Value::Integer(1000))), ("2,000", integers(&[2, 2000]))]);
    let few = InputKind::Integer { min: Some(1), max: Some(5) };
    check(
        &few,
        &english(),
        &[
            ("5", Ok(Value::Integer(5))),
            ("6", Err(Misfit::Above { max: 5.into() })),
            ("0", Err(Misfit::Below { min: 1.into() })),
        ],
    );
}
