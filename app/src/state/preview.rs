//! The preview: what a fit of the model would roughly say, asked anew after every edit.
//!
//! Held apart from the results: it is of no fit, is not kept, and nothing else reads it. One is computed at a time; an
//! edit meanwhile makes its answer stale, which is then dropped and asked for once more.

use super::app_state::AppState;
use super::problem::{Loadable, Problem};
use super::results::shown_as;
use super::runtime::Topic;
use crate::browser::task;
use crate::worker::{Answer, Request};
use engine::model::ModelSpec;
use engine::panel::Panel;
use leptos::prelude::*;
use std::sync::Arc;

/// Milliseconds after the last edit before a preview is asked for: edits that come together are one.
const AFTER_MILLIS: i32 = 20;

impl AppState {
    /// Previews the model as it stands; the last preview stays until the new one is there.
    pub fn preview_model(self) {
        let runtime = self.runtime();
        runtime.begin(Topic::Preview);
        if runtime.previewing.replace(true) {
            return;
        }
        task::spawn(async move {
            loop {
                let turn = runtime.last(Topic::Preview);
                task::sleep(AFTER_MILLIS).await;
                let shown = match self.model_and_data() {
                    Some((spec, panel)) => self.previewed(&spec, &panel).await,
                    None => Loadable::Empty,
                };
                if runtime.is_last(turn) {
                    self.cells.preview.set(shown);
                    break;
                }
            }
            runtime.previewing.set(false);
        });
    }

    fn model_and_data(self) -> Option<(Arc<ModelSpec>, Arc<Panel>)> {
        let content = self.cells.content;
        content.with_untracked(|c| c.as_ref().and_then(|c| c.spec.clone().zip(c.panel.clone())))
    }

    async fn previewed(self, spec: &ModelSpec, panel: &Panel) -> Loadable<engine::posterior::Preview> {
        let request = Request::Preview { spec: spec.clone(), panel: panel.clone() };
        let told = self.ask("The model could not be previewed.", request, vec![]).await;
        if let Ok((Answer::Preview(None), _)) = told {
            let advice = "Only a fit can tell what it says.";
            return Loadable::Failed(Problem::new("There is no quick preview of this model.", "", advice));
        }
        shown_as(told, |answer| match answer {
            Answer::Preview(preview) => preview.map(|preview| *preview),
            _ => None,
        })
    }
}
