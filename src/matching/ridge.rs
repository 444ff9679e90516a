//! The little linear algebra that ridge regression needs: factoring a symmetric
//! positive definite matrix (Cholesky–Banachiewicz) and inverting the factor.
//!
//! Rows are slices, so the compiler checks bounds once per row and vectorises
//! the inner loops. No library: a general one would be a hundred times this.

/// A lower triangle, row by row, row `i` with `i + 1` numbers.
#[derive(Debug, Clone)]
pub(super) struct Triangle {
    rows: Vec<Vec<f32>>,
}

impl Triangle {
    /// `L` with `L Lᵀ = a`; of `a` the lower triangle is given.
    pub(super) fn factor(a: Vec<Vec<f32>>) -> Triangle {
        let mut rows: Vec<Vec<f32>> = Vec::with_capacity(a.len());
        for (i, mut row) in a.into_iter().enumerate() {
            for (j, above) in rows.iter().enumerate() {
                let Some((known, rest)) = row.split_at_mut_checked(j) else { break };
                let (Some(value), Some((pivot, above))) = (rest.first_mut(), above.split_last()) else { break };
                *value = (*value - dot(known, above)) / pivot;
            }
            if let Some((last, known)) = row.get_mut(..=i).and_then(<[f32]>::split_last_mut) {
                // Rounding may push an almost dependent row below zero.
                *last = (*last - dot(known, known)).max(1e-6).sqrt();
            }
            rows.push(row);
        }
        Triangle { rows }
    }

    pub(super) fn inverse(&self) -> Triangle {
        let mut rows: Vec<Vec<f32>> = Vec::with_capacity(self.rows.len());
        for (i, row) in self.rows.iter().enumerate() {
            let mut out = vec![0.0; i + 1];
            for (factor, above) in row.iter().zip(&rows) {
                add_scaled(&mut out, -factor, above);
            }
            let pivot = row.last().copied().unwrap_or(1.0);
            out.iter_mut().for_each(|value| *value /= pivot);
            if let Some(last) = out.last_mut() {
                *last = pivot.recip();
            }
            rows.push(out);
        }
        Triangle { rows }
    }

    pub(super) fn rows(&self) -> &[Vec<f32>] {
        &self.rows
    }
}

/// `to += factor * from`, as far as both reach.
pub(super) fn add_scaled(to: &mut [f32], factor: f32, from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// Eight sums at once: float addition may not be reordered by the compiler, so
/// the order that vectorises is written down (and is the same everywhere).
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
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
