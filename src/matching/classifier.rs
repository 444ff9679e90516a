//! Which action a message belongs to: one-vs-rest ridge regression on the same
//! vectors, in closed form.
//!
//! With `K` the cosines between all phrases (plus a constant, the intercept),
//! `A = (K + λI)⁻¹ Y` gives one weight per phrase and action. The closed form
//! also gives, for nothing, the scores a phrase would get had it (or its whole
//! action) not been trained on: `f = y − (G_CC)⁻¹ A_C` with `G = (K + λI)⁻¹`
//! (Allen's PRESS, 1974; for blocks Cook and Weisberg, 1982). Calibration lives
//! on these.
//!
//! `K` grows with the square of the phrases. Catalogs beyond
//! [`PHRASES_MAX`] solve the same small problem per message, for the phrases of
//! the nearest actions only (as in SVM-KNN, Zhang et al. 2006).
//!
//! A linear SVM was measured beside it: no better on any set, slower to train,
//! and without the closed form.

use super::features::Vector;
use super::index::{Index, NOBODY, Overlap};
use super::knob::knob;
use super::ridge::{Triangle, add_scaled, dot};

/// Up to so many phrases one classifier is trained for all actions.
const PHRASES_MAX: usize = 2_000;
/// How many of the nearest actions the small problem is about.
const NEAREST_ENTRIES: usize = 8;
/// How many of an action's phrases take part in it.
const NEAREST_PHRASES: usize = 6;
/// Ridge: how little a single phrase is believed.
fn lambda() -> f32 {
    knob("lambda", 0.5)
}
/// The constant that gives every action an intercept.
const INTERCEPT: f32 = 1.0;

#[derive(Debug, Clone)]
pub(super) enum Classifier {
    Whole {
        classes: usize,
        /// Feature-major: the weights of all classes for feature 0, then 1, …
        weights: Vec<f32>,
        intercepts: Vec<f32>,
    },
    Nearest {
        rows: Vec<Vector>,
        owners: Vec<u32>,
        classes: usize,
    },
}

/// Scores each phrase would get had it not been trained on; empty where the
/// classifier can just leave it out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Without the phrase itself.
    pub alone: Vec<Vec<f32>>,
    /// Without all phrases of its action.
    pub with_entry: Vec<Vec<f32>>,
}

impl Classifier {
    /// `owners`: the class of each row, in ascending order as far as it has one.
    pub(super) fn train(
        rows: &[Vector],
        owners: &[u32],
        classes: usize,
        dimensions: usize,
        index: &Index,
    ) -> (Classifier, LeftOut) {
        if rows.len() > PHRASES_MAX {
            let nearest = Classifier::Nearest { rows: rows.to_vec(), owners: owners.to_vec(), classes };
            return (nearest, LeftOut::default());
        }
        let kernel = rows.iter().enumerate().map(|(i, row)| {
            let mut kernel = index.overlap(row, None).similarities;
            kernel.truncate(i + 1);
            kernel.iter_mut().for_each(|value| *value += INTERCEPT);
            if let Some(own) = kernel.last_mut() {
                *own += lambda();
            }
            kernel
        });
        let inverse = Triangle::factor(kernel.collect()).inverse();
        let alphas = solve(&inverse, owners, classes);
        let left_out = leave_out(&inverse, &alphas, owners);
        let mut weights = vec![0.0; dimensions * classes];
        let mut intercepts = vec![0.0; classes];
        for (row, alpha) in rows.iter().zip(&alphas) {
            add_scaled(&mut intercepts, INTERCEPT, alpha);
            for (feature, value) in &row.parts {
                if let Some(to) = weights.get_mut(*feature as usize * classes..) {
                    add_scaled(to, *value, alpha);
                }
            }
        }
        (Classifier::Whole { classes, weights, intercepts }, left_out)
    }

    /// One score per class; about 1 for a sure member, 0 for a stranger.
    ///
    /// `without`: rows that must not take part, for leave-one-out; the whole
    /// classifier has its own way for that and ignores it.
    pub(super) fn scores(&self, message: &Vector, overlap: &Overlap, without: &dyn Fn(usize) -> bool) -> Vec<f32> {
        match self {
            Classifier::Whole { classes, weights, intercepts } => {
                let mut scores = intercepts.clone();
                for (feature, value) in &message.parts {
                    add_scaled(&mut scores, *value, weights.get(*feature as usize * classes..).unwrap_or_default());
                }
                scores
            }
            Classifier::Nearest { rows, owners, classes } => nearest(rows, owners, *classes, overlap, without),
        }
    }
}

/// `A = (K + λI)⁻¹ Y = L⁻ᵀ (L⁻¹ Y)`, one row per phrase.
fn solve(inverse: &Triangle, owners: &[u32], classes: usize) -> Vec<Vec<f32>> {
    let mut alphas = vec![vec![0.0; classes]; owners.len()];
    let mut half = vec![0.0; classes];
    for row in inverse.rows() {
        half.fill(0.0);
        for (value, owner) in row.iter().zip(owners) {
            if let Some(to) = half.get_mut(*owner as usize) {
                *to += value;
            }
        }
        for (value, alpha) in row.iter().zip(&mut alphas) {
            add_scaled(alpha, *value, &half);
        }
    }
    alphas
}

fn leave_out(inverse: &Triangle, alphas: &[Vec<f32>], owners: &[u32]) -> LeftOut {
    let mut left_out = LeftOut::default();
    // Columns of L⁻¹, so that G = L⁻ᵀ L⁻¹ is dots of them.
    let columns: Vec<Vec<f32>> = (0..owners.len())
        .map(|i| inverse.rows().iter().skip(i).filter_map(|row| row.get(i)).copied().collect())
        .collect();
    let g = |i: usize, j: usize| -> f32 {
        let (low, high) = (i.min(j), i.max(j));
        columns
            .get(low)
            .and_then(|column| column.get(high - low..))
            .zip(columns.get(high))
            .map_or(0.0, |(a, b)| dot(a, b))
    };
    let mut start = 0;
    for block in owners.chunk_by(|a, b| a == b && *a != NOBODY) {
        let members = start..start + block.len();
        start = members.end;
        let own = alphas.get(members.clone()).unwrap_or_default();
        let matrix: Vec<Vec<f32>> = members.clone().map(|i| members.clone().map(|j| g(i, j)).collect()).collect();
        for (i, (alpha, row)) in own.iter().zip(&matrix).enumerate() {
            let diagonal = row.get(i).copied().unwrap_or(1.0);
            left_out.alone.push(residual(alpha, diagonal, block));
        }
        left_out.with_entry.extend(without_block(matrix, own));
    }
    left_out
}

fn residual(alpha: &[f32], diagonal: f32, block: &[u32]) -> Vec<f32> {
    let own = block.first().copied().unwrap_or(NOBODY) as usize;
    let truth = |class: usize| if class == own { 1.0 } else { 0.0 };
    alpha.iter().enumerate().map(|(class, a)| truth(class) - a / diagonal).collect()
}

/// Scores of other classes with the block left out: for them y = 0, so `f = −G_CC⁻¹ A_C`.
fn without_block(matrix: Vec<Vec<f32>>, alphas: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let lower = matrix.into_iter().enumerate().map(|(i, mut row)| {
        row.truncate(i + 1);
        row
    });
    let inverse = Triangle::factor(lower.collect()).inverse();
    let classes = alphas.first().map_or(0, Vec::len);
    let mut out = vec![vec![0.0; classes]; alphas.len()];
    let mut half = vec![0.0; classes];
    for row in inverse.rows() {
        half.fill(0.0);
        for (value, alpha) in row.iter().zip(alphas) {
            add_scaled(&mut half, *value, alpha);
        }
        for (value, to) in row.iter().zip(&mut out) {
            add_scaled(to, -value, &half);
        }
    }
    out
}

/// The same regression among the phrases nearest to one message.
fn nearest(
    rows: &[Vector],
    owners: &[u32],
    classes: usize,
    overlap: &Overlap,
    without: &dyn Fn(usize) -> bool,
) -> Vec<f32> {
    let mut scores = vec![0.0; classes];
    let picked = pick(owners, overlap, without);
    let mut kernel: Vec<Vec<f32>> = Vec::with_capacity(picked.len());
    for (i, (row, _)) in picked.iter().enumerate() {
        let Some(own) = rows.get(*row) else { continue };
        let others = picked.iter().take(i + 1).filter_map(|(other, _)| rows.get(*other));
        let mut line: Vec<f32> = others.map(|other| sparse_dot(own, other) + INTERCEPT).collect();
        if let Some(last) = line.last_mut() {
            *last += lambda();
        }
        kernel.push(line);
    }
    let inverse = Triangle::factor(kernel).inverse();
    // β = (K + λI)⁻¹ k; the score of a class is the sum of β over its phrases.
    let k: Vec<f32> =
        picked.iter().map(|(row, _)| overlap.similarities.get(*row).copied().unwrap_or(0.0) + INTERCEPT).collect();
    let mut beta = vec![0.0; k.len()];
    for row in inverse.rows() {
        add_scaled(&mut beta, dot(row, k.get(..row.len()).unwrap_or_default()), row);
    }
    for ((_, owner), beta) in picked.iter().zip(&beta) {
        if let Some(score) = scores.get_mut(*owner as usize) {
            *score += beta;
        }
    }
    scores
}

/// The nearest phrases of the nearest entries: row and owner.
fn pick(owners: &[u32], overlap: &Overlap, without: &dyn Fn(usize) -> bool) -> Vec<(usize, u32)> {
    let mut best = vec![0.0_f32; overlap.covered.len()];
    for (row, (owner, similarity)) in owners.iter().zip(&overlap.similarities).enumerate() {
        if let Some(best) = best.get_mut(*owner as usize)
            && *similarity > *best
            && !without(row)
        {
            *best = *similarity;
        }
    }
    let mut entries: Vec<(f32, u32)> =
        best.iter().enumerate().filter(|(_, best)| **best > 0.0).map(|(entry, best)| (*best, entry as u32)).collect();
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if entries.len() > NEAREST_ENTRIES {
        entries.select_nth_unstable_by(NEAREST_ENTRIES, order);
        entries.truncate(NEAREST_ENTRIES);
    }
    entries.sort_unstable_by_key(|(_, entry)| *entry);
    let mut picked = Vec::with_capacity(NEAREST_ENTRIES * NEAREST_PHRASES);
    for (_, entry) in entries {
        let start = owners.partition_point(|owner| *owner < entry);
        let own = owners.iter().enumerate().skip(start).take_while(|(_, owner)| **owner == entry);
        let mut own: Vec<(usize, u32)> =
            own.map(|(row, owner)| (row, *owner)).filter(|(row, _)| !without(*row)).collect();
        let near = |row: usize| overlap.similarities.get(row).copied().unwrap_or(0.0);
        own.sort_unstable_by(|a, b| near(b.0).total_cmp(&near(a.0)).then(a.0.cmp(&b.0)));
        own.truncate(NEAREST_PHRASES);
        picked.extend(own);
    }
    picked
}

fn sparse_dot(a: &Vector, b: &Vector) -> f32 {
    let (mut a, mut b) = (a.parts.iter().peekable(), b.parts.iter().peekable());
    let mut sum = 0.0;
    while let (Some((fa, wa)), Some((fb, wb))) = (a.peek(), b.peek()) {
        match fa.cmp(fb) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += wa * wb;
                a.next();
                b.next();
            }
        }
    }
    sum
}
