//! Long lists, a page at a time.

use super::card::{PAGE_ENTRIES, Page};
use super::report::Report;

/// One page of a list; what is no list is one page.
pub(super) fn paged(report: Report, page: usize) -> (Report, Page) {
    fn cut<T>(rows: Vec<T>, page: usize) -> (Vec<T>, Page) {
        let of = rows.len().div_ceil(PAGE_ENTRIES).max(1);
        let page = page.min(of - 1);
        (rows.into_iter().skip(page * PAGE_ENTRIES).take(PAGE_ENTRIES).collect(), Page { page, of })
    }
    if let Report::Listed(rows) = report {
        let (rows, page) = cut(rows, page);
        (Report::Listed(rows), page)
    } else if let Report::Runs { name, runs } = report {
        let (runs, page) = cut(runs, page);
        (Report::Runs { name, runs }, page)
    } else if let Report::Misses(misses) = report {
        let (misses, page) = cut(misses, page);
        (Report::Misses(misses), page)
    } else if let Report::History { name, versions } = report {
        let (versions, page) = cut(versions, page);
        (Report::History { name, versions }, page)
    } else if let Report::WhichAction { miss, text, names } = report {
        let (names, page) = cut(names, page);
        (Report::WhichAction { miss, text, names }, page)
    } else if let Report::Secrets(secrets) = report {
        let (secrets, page) = cut(secrets, page);
        (Report::Secrets(secrets), page)
    } else {
        (report, Page { page: 0, of: 1 })
    }
}
