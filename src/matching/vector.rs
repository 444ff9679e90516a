//! A sparse vector of features.

/// A sparse vector of at most unit length, by ascending feature. What is
/// missing to unit length is what the catalog does not have.
#[derive(Debug, Clone, Default)]
pub(super) struct Vector {
    pub parts: Vec<(u32, f32)>,
    /// Squared length of the parts: the share of the message that is known.
    pub inside: f32,
}

impl Vector {
    pub(super) fn new(parts: Vec<(u32, f32)>) -> Vector {
        Vector { inside: parts.iter().map(|(_, weight)| weight * weight).sum(), parts }
    }

    /// Cosine, calling `common` with the place of each part of `self` that
    /// `other` has too, and its weight there.
    pub(super) fn cosine(&self, other: &Vector, mut common: impl FnMut(usize, f32)) -> f32 {
        let mut rest = other.parts.as_slice();
        let mut sum = 0.0;
        for (place, (feature, weight)) in self.parts.iter().enumerate() {
            while let Some(((found, value), after)) = rest.split_first() {
                if found > feature {
                    break;
                }
                rest = after;
                if found == feature {
                    sum += weight * value;
                    common(place, *value);
                    break;
                }
            }
        }
        sum
    }
}
