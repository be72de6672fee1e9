//! The screens behind the first one, in a file of their own that is loaded while the first is looked at.
//!
//! The build splits the page at [`screen`] (docs/decisions/size.md): what only these screens use is not in the first
//! load.

use crate::pages::forecast::ForecastPage;
use crate::pages::know::KnowPage;
use crate::pages::measure::MeasurePage;
use crate::pages::plan::PlanPage;
use crate::pages::plan::board::BoardPage;
use crate::pages::reconcile::ReconcilePage;
use crate::pages::workspace::WorkspacePage;
use leptos::prelude::*;

/// A screen that is loaded later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// The data.
    Know,
    /// The model and its results.
    Measure,
    /// The plan.
    Plan,
    /// The plan on one page.
    Board,
    /// The forecast.
    Forecast,
    /// Actual against forecast.
    Reconcile,
    /// The workspace itself.
    Workspace,
}

/// Where the file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// The screen, made.
fn made(which: Later) -> AnyView {
    match which {
        Later::Know => view! { <KnowPage/> }.into_any(),
        Later::Measure => view! { <MeasurePage/> }.into_any(),
        Later::Plan => view! { <PlanPage/> }.into_any(),
        Later::Board => view! { <BoardPage/> }.into_any(),
        Later::Forecast => view! { <ForecastPage/> }.into_any(),
        Later::Reconcile => view! { <ReconcilePage/> }.into_any(),
        Later::Workspace => view! { <WorkspacePage/> }.into_any(),
    }
}

/// A split point keeps what it leads to in every program that links this library, the worker among them; so there is
/// one in the page's build alone.
#[cfg(feature = "split")]
mod point {
    use super::{AnyView, Later, NotLoaded, made};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    impl From<SplitLoaderError> for NotLoaded {
        fn from(_: SplitLoaderError) -> Self {
            Self
        }
    }

    /// The screen; loads the file first where that is not done.
    #[wasm_split(screens, wasm_split_path = leptos::wasm_split, preload(#[doc = "Loads the file."] load), fallible)]
    pub fn screen(which: Later) -> Result<AnyView, NotLoaded> {
        Ok(made(which))
    }
}

/// Everything in one file, as in tests.
#[cfg(not(feature = "split"))]
mod point {
    use super::{AnyView, Later, NotLoaded, made};

    /// The screen.
    ///
    /// # Errors
    /// None here.
    pub async fn screen(which: Later) -> Result<AnyView, NotLoaded> {
        std::future::ready(Ok(made(which))).await
    }

    /// Loads nothing.
    ///
    /// # Errors
    /// None here.
    pub async fn load() -> Result<(), NotLoaded> {
        std::future::ready(Ok(())).await
    }
}

pub use point::{load, screen};
