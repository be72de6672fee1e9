//! Measure: fitting the model.

use crate::state::app_state::AppState;
use crate::state::content::FitId;
use engine::posterior::FitSettings;

impl AppState {
    /// Fits the model to the data with the usual settings; a refit is the same.
    pub fn run_fit(self) {
        self.run_fit_with(FitSettings::default());
    }

    /// Fits the model to the data.
    pub fn run_fit_with(self, _settings: FitSettings) {}

    /// Stops the fit at once; the results shown before stay.
    pub fn cancel_fit(self) {}

    /// Shows the results of another fit.
    pub fn show_fit(self, _fit: FitId) {}
}
