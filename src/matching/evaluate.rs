//! How well a matcher does on labelled messages. The numbers are those of the
//! intent-recognition literature; all are shares from 0 to 1.

/// One message answered: how sure, where the right action stood, what was done.
#[derive(Debug, Clone, Copy)]
pub struct Answered {
    /// How sure the first candidate was.
    pub confidence: f32,
    /// Place of the right action, 0 is first; none when it is not in the
    /// ranking, or when the message is out of scope.
    pub place: Option<usize>,
    /// Whether an action was started.
    pub acted: bool,
    /// Whether it was asked which is meant.
    pub asked: bool,
}

/// How well messages were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Metrics {
    /// The right action came first.
    pub top1: f32,
    /// The right action was among the first three.
    pub top3: f32,
    /// Chance that a message in scope is surer than one out of scope.
    pub auroc: f32,
    /// In scope, right, and surer than 95 % of what is out of scope.
    pub right_at_95: f32,
    /// Out of scope and less sure than 90 % of what is in scope.
    pub rejected_at_90: f32,
    /// In scope and the right action was started.
    pub acted_rightly: f32,
    /// In scope and another action was started.
    pub acted_wrongly: f32,
    /// In scope and it was asked which is meant.
    pub asked: f32,
    /// Out of scope and an action was started.
    pub outside_acted: f32,
    /// Out of scope and it was asked which is meant.
    pub outside_asked: f32,
}

/// Sums up answers to messages in scope (`inside`) and out of scope.
#[must_use]
pub fn metrics(inside: &[Answered], outside: &[Answered]) -> Metrics {
    let right = |answer: &Answered| answer.place == Some(0);
    let sorted = |answers: &[Answered]| {
        let mut all: Vec<f32> = answers.iter().map(|answer| answer.confidence).collect();
        all.sort_unstable_by(f32::total_cmp);
        all
    };
    let (sure_in, sure_out) = (sorted(inside), sorted(outside));
    let at = |sorted: &[f32], share: f32| {
        sorted.get(((sorted.len() as f32 * share) as usize).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let reject_95 = at(&sure_out, 0.95);
    let keep_90 = at(&sure_in, 0.10);
    Metrics {
        top1: share(inside, right),
        top3: share(inside, |answer| answer.place.is_some_and(|place| place < 3)),
        auroc: auroc(&sure_in, &sure_out),
        right_at_95: share(inside, |answer| right(answer) && answer.confidence > reject_95),
        rejected_at_90: share(outside, |answer| answer.confidence < keep_90),
        acted_rightly: share(inside, |answer| answer.acted && right(answer)),
        acted_wrongly: share(inside, |answer| answer.acted && !right(answer)),
        asked: share(inside, |answer| answer.asked),
        outside_acted: share(outside, |answer| answer.acted),
        outside_asked: share(outside, |answer| answer.asked),
    }
}

fn share(answers: &[Answered], test: impl Fn(&Answered) -> bool) -> f32 {
    if answers.is_empty() {
        0.0
    } else {
        answers.iter().filter(|answer| test(answer)).count() as f32 / answers.len() as f32
    }
}

/// Mann-Whitney: ties count half.
fn auroc(inside: &[f32], outside: &[f32]) -> f32 {
    if inside.is_empty() || outside.is_empty() {
        return 0.0;
    }
    let mut wins = 0.0_f64;
    for sure in inside {
        let below = outside.partition_point(|other| other < sure);
        let up_to = outside.partition_point(|other| other <= sure);
        wins += (below + up_to) as f64 / 2.0;
    }
    (wins / (inside.len() as f64 * outside.len() as f64)) as f32
}
