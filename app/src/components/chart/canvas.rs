//! Paints a scene on a canvas at the device's pixel ratio, in the colours of the page's theme.

use super::draw::{FINE, Pen, draw};
use crate::present::palette::Palette;
use crate::present::scene::Scene;
use leptos::prelude::window;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement};

/// Paints the scene at the device's own pixel ratio.
///
/// # Errors
/// Whatever the browser refuses with.
pub fn paint(canvas: &HtmlCanvasElement, scene: &Scene) -> Result<(), JsValue> {
    let theme = Theme::of(canvas)?;
    paint_at(canvas, scene, &theme, window().device_pixel_ratio().clamp(0.5, 4.0))
}

/// Paints the scene at this pixel ratio.
///
/// # Errors
/// Whatever the browser refuses with.
pub fn paint_at(canvas: &HtmlCanvasElement, scene: &Scene, theme: &Theme, ratio: f64) -> Result<(), JsValue> {
    let device = |length: f64| (length * ratio).round() as u32;
    // Setting the size also wipes the canvas and resets its scale.
    canvas.set_width(device(scene.width));
    canvas.set_height(device(scene.height));
    let context = canvas.get_context("2d")?.ok_or("no drawing context")?.unchecked_into::<CanvasRenderingContext2d>();
    context.scale(1.0 / FINE, 1.0 / FINE)?;
    context.set_line_join("round");
    let mut backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("no drawing context")?;
    let pen = Pen { palette: &theme.palette, device_pixels: ratio, letter_scale: 1.0, font: &theme.font };
    draw(&mut backend, scene, &pen).map_err(|_| JsValue::from_str("the canvas refused a mark"))
}

/// Colours and font that the style sheet gives to an element.
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// The font family.
    pub font: String,
}

impl Theme {
    /// The theme that holds at this element.
    ///
    /// # Errors
    /// Whatever the browser refuses with.
    pub fn of(element: &Element) -> Result<Self, JsValue> {
        let style: CssStyleDeclaration = window().get_computed_style(element)?.ok_or("no style")?;
        let property = |name: &str| style.get_property_value(name).unwrap_or_default();
        let font = Some(property("font-family")).filter(|font| !font.is_empty());
        Ok(Self { palette: Palette::read(property), font: font.unwrap_or_else(|| "sans-serif".to_owned()) })
    }
}
