//! What can be told of a button without pressing it: what else can be chosen on its message, and what a form asks that
//! changes an answer. Reads only: nothing is committed, and nobody is told anything.

use super::arrival::{About, AboutRequest, Verdict};
use super::core::Core;
use super::pressing::Pressed;
use super::staging::Staging;
use crate::channel::text::kinds;
use crate::channel::text::speech::{beside_yes, label};
use crate::engine::effect::Choice;
use crate::engine::{Pick, editing};
use crate::store::{Button, StoreError};

impl Core {
    pub(super) async fn about(&mut self, request: AboutRequest) -> Result<(), StoreError> {
        let AboutRequest { button, by, answer } = request;
        self.load(vec![by.clone()]).await?;
        let one = self.store.buttons(&[&button]).await?.remove(&button);
        let told = match self.pressed(one.as_ref(), &by) {
            Ok(pressed) => {
                let beside = match &one {
                    Some(one) => self.store.buttons_beside(one).await?,
                    None => Vec::new(),
                };
                self.tell_about(pressed, &beside)
            }
            Err(verdict) => Err(verdict),
        };
        // Whoever has gone needs no answer.
        let _ = answer.send(told);
        Ok(())
    }

    fn tell_about(&mut self, pressed: Pressed, beside: &[Button]) -> Result<About, Verdict> {
        let Pressed { conversation: by, question, pick } = pressed;
        let kept = self.state(&Staging::default(), &by).ok_or(Verdict::Ended)?;
        let conversation = kept.conversation;
        if !conversation.is_asked(question, &pick) {
            return Err(Verdict::Ended);
        }
        let language = conversation.user.language;
        let id = |pick: &Pick| {
            let payload = serde_json::to_string(pick).ok()?;
            beside.iter().find(|button| button.payload == payload).map(|button| button.id.clone())
        };
        let beside_yes = beside_yes(conversation.choices.iter());
        let shown = |pick: &Pick| {
            let title = self.catalog_of(&by).title(pick);
            Some(label(language, &Choice { pick: pick.clone(), title }, beside_yes, id(pick)?))
        };
        let choices = conversation.choices.iter().filter_map(shown).collect();
        let form =
            if let Pick::Edit(input) = &pick { editing(&conversation, self.catalog_of(&by), input) } else { None };
        let form = form.map(|editing| (editing.ask, editing.value.map(|value| kinds::shown(&value, language))));
        Ok(About { choices, form, language })
    }
}
