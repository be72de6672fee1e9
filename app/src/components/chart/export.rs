//! A chart that leaves the page: as SVG, as PNG.

use super::canvas::{Theme, paint_at};
use super::draw::{FINE, Pen, draw};
use crate::components::download::download_blob;
use crate::present::scene::Scene;
use leptos::prelude::document;
use plotters::prelude::SVGBackend;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlCanvasElement};

/// Plotters' SVG backend writes letters smaller than they are asked for, by this factor.
const SVG_LETTERS: f64 = 1.24;

/// The scene as an SVG file, in the colours of the page's theme.
///
/// # Errors
/// Whatever the browser or the backend refuses with.
pub fn to_svg(scene: &Scene) -> Result<String, JsValue> {
    let theme = Theme::of(&document().document_element().ok_or("no page")?)?;
    let pen = Pen { palette: &theme.palette, device_pixels: 1.0, letter_scale: SVG_LETTERS, font: &theme.font };
    svg_file(scene, &pen).ok_or_else(|| JsValue::from_str("the picture could not be drawn"))
}

fn svg_file(scene: &Scene, pen: &Pen) -> Option<String> {
    let fine = |length: f64| (length * FINE).round() as u32;
    let (width, height) = (fine(scene.width), fine(scene.height));
    let mut svg = String::new();
    draw(&mut SVGBackend::with_string(&mut svg, (width, height)), scene, pen).ok()?;
    // The backend names its own fine parts as the size; the picture is as large as on the page.
    let size = format!("width=\"{width}\" height=\"{height}\" viewBox");
    Some(svg.replacen(&size, &format!("width=\"{}\" height=\"{}\" viewBox", scene.width, scene.height), 1))
}

/// Saves the scene as a PNG file with two pixels to each pixel of the page.
///
/// # Errors
/// Whatever the browser refuses with before the picture is encoded.
pub fn save_png(scene: &Scene, name: String) -> Result<(), JsValue> {
    let theme = Theme::of(&document().document_element().ok_or("no page")?)?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    paint_at(&canvas, scene, &theme, 2.0)?;
    let save = Closure::once_into_js(move |blob: Option<Blob>| {
        // Encoding fails only for want of memory; then no file appears, as with any failed download.
        blob.map(|blob| download_blob(&name, &blob)).transpose().map(drop)
    });
    canvas.to_blob(save.unchecked_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::palette::{Ink, Palette};

    #[test]
    fn the_file_is_as_large_as_the_picture() {
        let mut scene = Scene::new(300.0, 100.0);
        scene.text("Search", crate::present::scene::point(5.0, 5.0), crate::present::scene::Align::Left, Ink::Text);
        let palette = Palette::read(|_| String::new());
        let pen = Pen { palette: &palette, device_pixels: 1.0, letter_scale: SVG_LETTERS, font: "system-ui" };
        let svg = svg_file(&scene, &pen).unwrap();
        assert!(svg.starts_with("<svg width=\"300\" height=\"100\" viewBox=\"0 0 4800 1600\""), "{svg}");
        assert!(svg.contains("font-size=\"192\"") && svg.trim_end().ends_with("</svg>"), "{svg}");
    }
}
