//! The shop's orders, and its rules.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde_json::{Value as Json, json};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Processing,
    Shipped,
    Delivered,
}

impl Status {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
        }
    }
}

/// An order.
#[derive(Debug, Clone)]
struct Order {
    status: Status,
    eta: Date,
    carrier: &'static str,
    items: &'static [&'static str],
    cents: i64,
    /// The reference of its refund, once there is one.
    refund: Option<String>,
}

/// The shop's books.
#[derive(Debug)]
pub(super) struct Books {
    orders: BTreeMap<&'static str, Order>,
    /// Refunds by their idempotency key; at most one for each order.
    answered: BTreeMap<String, Json>,
}

/// Why the shop says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum No {
    /// There is no such order.
    Unknown,
    /// What was sent cannot be read; what is missing.
    Unreadable(&'static str),
    /// It was done already.
    AlreadyDone(&'static str),
    /// A rule of the business.
    Rule(&'static str),
}

impl Books {
    pub(super) fn new(today: Date) -> Self {
        let order = |status, eta, carrier, items, cents| Order { status, eta, carrier, items, cents, refund: None };
        let orders = [
            ("104233", order(Status::Shipped, working_day(today, 2), "Parcel Post", &["desk lamp", "bulb"][..], 2_490)),
            ("104234", order(Status::Delivered, today.saturating_sub(3.days()), "Parcel Post", &["teapot"][..], 3_900)),
            ("104235", order(Status::Processing, working_day(today, 6), "City Bikes", &["bookshelf"][..], 12_900)),
            ("104236", order(Status::Shipped, working_day(today, 1), "City Bikes", &["notebook", "pen"][..], 1_150)),
        ];
        Self { orders: orders.into(), answered: BTreeMap::new() }
    }

    /// An order as the API shows it. What is `internal` must never reach a chat.
    pub(super) fn order(&self, number: &str) -> Result<Json, No> {
        let order = self.orders.get(number).ok_or(No::Unknown)?;
        Ok(json!({
            "number": number,
            "status": order.status.as_str(),
            "eta": order.eta.to_string(),
            "carrier": order.carrier,
            "items": order.items,
            "internal": { "warehouse": "B7", "margin": "41 %", "note": "customer is on the watch list" },
        }))
    }

    /// Another day for the delivery: not the past, not today, no Sunday, and not when it has come already.
    pub(super) fn deliver_on(&mut self, number: &str, day: &Json, today: Date) -> Result<Json, No> {
        let order = self.orders.get_mut(number).ok_or(No::Unknown)?;
        let day: Option<Date> = day.as_str().and_then(|day| day.parse().ok());
        let day = day.ok_or(No::Unreadable("date must be a day such as 2026-12-01"))?;
        if order.status == Status::Delivered {
            return Err(No::Rule("This order has been delivered already."));
        }
        if day <= today {
            return Err(No::Rule("The day must be tomorrow or later."));
        }
        if day.weekday() == Weekday::Sunday {
            return Err(No::Rule("We do not deliver on Sundays."));
        }
        order.eta = day;
        Ok(json!({ "number": number, "delivery_date": day.to_string() }))
    }

    /// A refund, once for each order. The same key gets the same answer, however often it comes.
    pub(super) fn refund(&mut self, key: &str, request: &Json) -> Result<Json, No> {
        if let Some(answer) = self.answered.get(key) {
            return Ok(answer.clone());
        }
        let next = 20_071 + self.answered.len();
        let order = request["order"].as_str().and_then(|number| self.orders.get_mut(number)).ok_or(No::Unknown)?;
        if !request["reason"].is_string() {
            return Err(No::Unreadable("reason is missing"));
        }
        let whole = order.cents;
        let amount = &request["amount"];
        let cents = if amount.is_null() { Some(whole) } else { amount.as_f64().and_then(cents) };
        let cents = cents.ok_or(No::Unreadable("amount must be a number of euros"))?;
        if order.refund.is_some() {
            return Err(No::AlreadyDone("A refund for this order is already under way."));
        }
        if cents <= 0 || cents > whole {
            return Err(No::Rule("The amount is more than the order came to."));
        }
        let reference = format!("R-{next}");
        let euros = format!("{}.{:02}", cents / 100, cents % 100);
        let amount: Json =
            serde_json::from_str(&euros).map_err(|_| No::Unreadable("amount must be a number of euros"))?;
        let answer = json!({ "reference": reference, "amount": amount, "currency": "EUR" });
        order.refund = Some(reference);
        self.answered.insert(key.to_owned(), answer.clone());
        Ok(answer)
    }
}

fn cents(euros: f64) -> Option<i64> {
    // Larger than any order, and small enough that nothing is cut off.
    const MOST: f64 = 1e9;
    #[expect(clippy::cast_possible_truncation, reason = "the bound above keeps it within range")]
    (euros.abs() < MOST).then(|| (euros * 100.0).round() as i64)
}

/// The day after so many days, or the Monday after that when it is a Sunday.
fn working_day(today: Date, days: i64) -> Date {
    let day = today.saturating_add(days.days());
    if day.weekday() == Weekday::Sunday { day.saturating_add(1.day()) } else { day }
}
