//! The little linear algebra that ridge regression needs: solving a symmetric
//! positive definite system by its Cholesky factor.
//!
//! A few dozen unknowns per message. No library: a general one would be a
//! hundred times this.

/// The lower triangle of a symmetric matrix, row after row: row `i` has `i + 1` numbers.
pub(super) struct Triangle(Vec<f32>);

impl Triangle {
    /// Room for so many rows.
    pub(super) fn with_capacity(rows: usize) -> Triangle {
        Triangle(Vec::with_capacity(rows * (rows + 1) / 2))
    }

    /// Writes the next number, row by row.
    pub(super) fn push(&mut self, value: f32) {
        self.0.push(value);
    }

    /// Row `i`, and those before it.
    fn split(&mut self, i: usize) -> Option<(&[f32], &mut [f32])> {
        let (above, rest) = self.0.split_at_mut_checked(i * (i + 1) / 2)?;
        Some((above, rest.get_mut(..=i)?))
    }
}

/// A row by its number, out of all from the first.
fn row(rows: &[f32], i: usize) -> &[f32] {
    let start = i * (i + 1) / 2;
    rows.get(start..=start + i).unwrap_or_default()
}

/// Solves `a x = b`.
pub(super) fn solve(mut a: Triangle, mut b: Vec<f32>) -> Vec<f32> {
    factor(&mut a, b.len());
    // Forward: L z = b.
    for i in 0..b.len() {
        let Some((known, rest)) = b.split_at_mut_checked(i) else {
            break;
        };
        if let (Some(value), Some((pivot, left))) = (rest.first_mut(), row(&a.0, i).split_last()) {
            *value = (*value - dot(left, known)) / pivot;
        }
    }
    // Backward: Lᵀ x = z, taking each unknown out of the equations above it.
    for i in (0..b.len()).rev() {
        let Some((above, rest)) = b.split_at_mut_checked(i) else {
            continue;
        };
        if let (Some(value), Some((pivot, left))) = (rest.first_mut(), row(&a.0, i).split_last()) {
            *value /= pivot;
            for (above, factor) in above.iter_mut().zip(left) {
                *above -= factor * *value;
            }
        }
    }
    b
}

/// Cholesky–Banachiewicz, row by row, in place.
fn factor(a: &mut Triangle, rows: usize) {
    for i in 0..rows {
        let Some((above, own)) = a.split(i) else {
            return;
        };
        for j in 0..i {
            let Some((known, rest)) = own.split_at_mut_checked(j) else {
                break;
            };
            if let (Some(value), Some((pivot, left))) = (rest.first_mut(), row(above, j).split_last()) {
                *value = (*value - dot(left, known)) / pivot;
            }
        }
        if let Some((last, known)) = own.split_last_mut() {
            // Rounding may push an almost dependent row below zero.
            *last = (*last - dot(known, known)).max(1e-6).sqrt();
        }
    }
}

/// Eight sums at once: float addition may not be reordered by the compiler, so
/// the order that vectorises is written down (and is the same everywhere).
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut lanes = [0.0_f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += x * y;
        }
    }
    lanes.iter().sum::<f32>() + tail
}

#[cfg(test)]
mod tests {
    use super::{Triangle, solve};

    #[test]
    fn solves_a_small_system() {
        // [4 2 1; 2 5 3; 1 3 6] x = [11, 21, 25] has x = [1, 2, 3].
        let x = solve(Triangle(vec![4.0, 2.0, 5.0, 1.0, 3.0, 6.0]), vec![11.0, 21.0, 25.0]);
        for (found, wanted) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - wanted).abs() < 1e-4, "{x:?}");
        }
    }
}
