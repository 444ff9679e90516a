//! The little linear algebra that ridge regression needs: solving a symmetric
//! positive definite system by its Cholesky factor.
//!
//! A few dozen unknowns per message. No library: a general one would be a
//! hundred times this.

/// Solves `a x = b`. Of `a` the lower triangle is given, row `i` with `i + 1` numbers.
pub(super) fn solve(a: Vec<Vec<f32>>, mut b: Vec<f32>) -> Vec<f32> {
    let factor = factor(a);
    // Forward: L z = b.
    for (i, row) in factor.iter().enumerate() {
        let Some((known, rest)) = b.split_at_mut_checked(i) else {
            break;
        };
        if let (Some(value), Some((pivot, left))) = (rest.first_mut(), row.split_last()) {
            *value = (*value - dot(left, known)) / pivot;
        }
    }
    // Backward: Lᵀ x = z, taking each unknown out of the equations above it.
    for (i, row) in factor.iter().enumerate().rev() {
        let Some((above, rest)) = b.split_at_mut_checked(i) else {
            continue;
        };
        if let (Some(value), Some((pivot, left))) = (rest.first_mut(), row.split_last()) {
            *value /= pivot;
            for (above, factor) in above.iter_mut().zip(left) {
                *above -= factor * *value;
            }
        }
    }
    b
}

/// Cholesky–Banachiewicz, row by row.
fn factor(a: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
    let mut rows: Vec<Vec<f32>> = Vec::with_capacity(a.len());
    for mut row in a {
        for (j, above) in rows.iter().enumerate() {
            let Some((known, rest)) = row.split_at_mut_checked(j) else {
                break;
            };
            let (Some(value), Some((pivot, left))) = (rest.first_mut(), above.split_last()) else {
                break;
            };
            *value = (*value - dot(left, known)) / pivot;
        }
        if let Some((last, known)) = row.split_last_mut() {
            // Rounding may push an almost dependent row below zero.
            *last = (*last - dot(known, known)).max(1e-6).sqrt();
        }
        rows.push(row);
    }
    rows
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
    use super::solve;

    #[test]
    fn solves_a_small_system() {
        // [4 2 1; 2 5 3; 1 3 6] x = [11, 21, 25] has x = [1, 2, 3].
        let x = solve(vec![vec![4.0], vec![2.0, 5.0], vec![1.0, 3.0, 6.0]], vec![11.0, 21.0, 25.0]);
        for (found, wanted) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - wanted).abs() < 1e-4, "{x:?}");
        }
    }
}
