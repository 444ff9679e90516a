//! The numbers of an action as a small picture: a bar for each day, what was completed within what was started.
//!
//! Its only signs are digits, drawn from a table, so that no font is needed and it looks the same everywhere. The
//! words are in its caption.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::ToSpan;
use jiff::civil::Date;
use plotters::coord::Shift;
use plotters::prelude::{BitMapBackend, DrawingArea, IntoDrawingArea, Rectangle};
use plotters::style::{Color, RGBColor};

use super::page::{value, word};
use crate::admin::ledger::STATS_DAYS;
use crate::admin::report::Day;
use crate::channel::text::plain;
use crate::channel::text::speech::Attachment;
use crate::domain::action::ActionName;
use crate::domain::language::Language;

/// In pixels.
const SIZE: (u32, u32) = (720, 240);
/// The height, for positions.
const BELOW: i32 = 240;
/// Pixels left free above the bars, for their numbers, and below, for the days.
const MARGIN: i32 = 24;
/// The most days side by side.
const DAYS: i32 = 30;
/// Pixels of a day.
const DAY: i32 = 24;

const PAPER: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(90, 90, 90);
const STARTED: RGBColor = RGBColor(176, 196, 222);
const COMPLETED: RGBColor = RGBColor(46, 125, 50);

/// Ten digits of 3 by 5 dots, a row in three bits.
const DIGITS: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 1, 1],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];
/// Pixels of a dot.
const DOT: i32 = 2;

type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

/// A picture of the last days; none when nothing happened.
pub(super) fn of(language: Language, name: Option<&ActionName>, days: &[Day]) -> Option<Attachment> {
    let png = draw(days)?;
    let named = name.map_or_else(|| word("none"), value);
    let caption = plain(language, "desk-stats-picture", &[("name", named), ("days", value(STATS_DAYS))]);
    Some(Attachment::Picture { name: "stats.png".to_owned(), base64: STANDARD.encode(png), caption })
}

fn draw(days: &[Day]) -> Option<Vec<u8>> {
    let last = days.last()?.day;
    let most = days.iter().map(|day| day.started.max(day.completed)).max().filter(|most| *most > 0)?;
    let mut pixels = vec![0; (SIZE.0 * SIZE.1 * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, SIZE).into_drawing_area();
        area.fill(&PAPER).ok()?;
        for back in 0..DAYS {
            let date = last.checked_sub(i64::from(back).days()).ok()?;
            let day = days.iter().find(|day| day.day == date);
            column(&area, (DAYS - 1 - back) * DAY, date, day, most)?;
        }
        area.present().ok()?;
    }
    encode(&pixels)
}

fn column(area: &Area<'_>, left: i32, date: Date, day: Option<&Day>, most: u32) -> Option<()> {
    let (bottom, room) = (BELOW - MARGIN, BELOW - 2 * MARGIN);
    let height = |count: u32| (f64::from(count) / f64::from(most) * f64::from(room)) as i32;
    if let Some(day) = day {
        for (count, colour) in [(day.started, STARTED), (day.completed, COMPLETED)] {
            if count > 0 {
                let corners = [(left + 3, bottom - height(count)), (left + DAY - 3, bottom)];
                area.draw(&Rectangle::new(corners, colour.filled())).ok()?;
            }
        }
        let top = bottom - height(day.started.max(day.completed));
        number(area, (left, top - 14), day.started.min(999))?;
    }
    number(area, (left, bottom + 8), u32::try_from(date.day()).ok()?)
}

fn number(area: &Area<'_>, (left, top): (i32, i32), number: u32) -> Option<()> {
    for (place, digit) in number.to_string().bytes().enumerate() {
        let dots = DIGITS.get(usize::from(digit.checked_sub(b'0')?))?;
        let left = left + 2 + i32::try_from(place).ok()? * 4 * DOT;
        for (row, bits) in (0..).zip(dots) {
            for column in (0..3).filter(|column| bits & (4 >> column) != 0) {
                let (x, y) = (left + column * DOT, top + row * DOT);
                area.draw(&Rectangle::new([(x, y), (x + DOT - 1, y + DOT - 1)], INK.filled())).ok()?;
            }
        }
    }
    Some(())
}

fn encode(pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_its_bars_and_its_number() {
        let day = |day, started, completed| Day { day: date(2026, 3, day), started, completed };
        let png = draw(&[day(1, 4, 1), day(2, 8, 8)]).expect("there is something to see");
        let mut reader = png::Decoder::new(png.as_slice()).read_info().expect("it is a PNG");
        let mut pixels = vec![0; reader.output_buffer_size()];
        reader.next_frame(&mut pixels).expect("it is whole");
        let pixel = |x: u32, y: u32| {
            let at = ((y * SIZE.0 + x) * 3) as usize;
            RGBColor(pixels[at], pixels[at + 1], pixels[at + 2])
        };
        let (first, second) = (28 * 24 + 12, 29 * 24 + 12);
        // Half as high as the second, and a quarter of it green.
        assert_eq!((pixel(first, 130), pixel(first, 100)), (STARTED, PAPER));
        assert_eq!((pixel(first, 205), pixel(second, 30)), (COMPLETED, COMPLETED));
        assert_eq!(pixel(12, 200), PAPER);
        // The 2 of the second day of the month, at its upper left dot.
        assert_eq!(pixel(29 * 24 + 2, 224), INK);
        assert_eq!(draw(&[]), None);
        assert_eq!(draw(&[day(1, 0, 0)]), None);
    }
}
