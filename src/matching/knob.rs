// DEVELOPMENT ONLY: removed before hand-over.
use std::collections::HashMap;
use std::sync::LazyLock;
static KNOBS: LazyLock<HashMap<String, f32>> = LazyLock::new(|| {
    std::env::var("KNOBS")
        .unwrap_or_default()
        .split(',')
        .filter_map(|p| p.split_once('='))
        .map(|(k, v)| (k.to_string(), v.parse().unwrap()))
        .collect()
});
pub fn knob(name: &str, default: f32) -> f32 {
    KNOBS.get(name).copied().unwrap_or(default)
}
