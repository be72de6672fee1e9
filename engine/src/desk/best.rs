//! The best plan of any aim, goals included: what comes without the plan is projected first.

use super::compare::Desk;
use crate::plan::{Plan, PlanError, PlanRequest, Risk, optimise_with};
use crate::posterior::Posterior;

/// The best plan of a request.
///
/// # Errors
/// [`PlanError`] where limits contradict each other or the request does not belong to the fit.
pub fn best_plan(desk: &mut Desk, posterior: &Posterior, request: &PlanRequest) -> Result<Plan, PlanError> {
    if posterior.draws.is_empty() {
        return Err(PlanError::NoDraws);
    }
    request.today.check(&posterior.panel)?;
    let needs_rest = matches!(request.aim.risk, Risk::Goal { .. });
    let rest = if needs_rest { desk.rest(posterior, request) } else { vec![] };
    optimise_with(posterior, request, &rest)
}
