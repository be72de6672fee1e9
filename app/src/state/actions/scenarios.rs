//! Scenarios: save, rename, copy, delete, open, and take one in from a file.

use crate::state::app_state::AppState;
use crate::state::moment::Moment;
use crate::state::scenarios::{self, NamedScenario, ScenarioId};

impl AppState {
    /// Saves the chosen plan under a name.
    pub fn save_scenario(self, name: &str) {
        let save = |c: &mut _| {
            scenarios::save_scenario(c, name, Moment::now());
        };
        self.change_undoably("The plan is saved as a scenario.", save);
    }

    /// Adds a scenario that was read from a file; its number is given anew.
    pub fn add_scenario(self, scenario: NamedScenario) {
        let message = format!("\"{}\" was added.", scenario.name);
        self.change_undoably(&message, |c| {
            scenarios::add_scenario(c, scenario);
        });
    }

    /// Gives a scenario another name.
    pub fn rename_scenario(self, id: ScenarioId, name: &str) {
        let name = name.trim().to_owned();
        if !name.is_empty() {
            self.change(|c| scenarios::edit_scenario(c, id, |s| s.name = name));
        }
    }

    /// Notes whatever else is to be known about a scenario.
    pub fn note_scenario(self, id: ScenarioId, note: String) {
        self.change(|c| scenarios::edit_scenario(c, id, |s| s.note = note));
    }

    /// Copies a scenario.
    pub fn copy_scenario(self, id: ScenarioId) {
        self.change_undoably("The scenario was copied.", |c| {
            scenarios::copy_scenario(c, id, Moment::now());
        });
    }

    /// Removes a scenario. Can be undone.
    pub fn remove_scenario(self, id: ScenarioId) {
        self.change_undoably("The scenario was removed.", |c| scenarios::remove_scenario(c, id));
    }

    /// Opens a scenario in the place of the plan that is being edited. Can be undone.
    pub fn open_scenario(self, id: ScenarioId) {
        if self.change_undoably("The scenario is open.", |c| scenarios::open_scenario(c, id)) {
            self.refresh_forecast();
        }
    }
}
