//! Hands on one certain thing of the page: keys, a drag, text, a press.

use super::{Person, Result};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::Value;
use std::time::Duration;

/// Half a slider's knob, in pixels: its middle stays that far from either end.
const HALF_A_KNOB: f64 = 8.0;
/// Steps of a drag: a hand does not jump.
const STEPS: u32 = 5;

impl Person {
    /// Presses keys, one after the other, on the first thing that `css` finds.
    ///
    /// # Errors
    /// Where there is no such thing.
    pub async fn keys(&self, css: &str, keys: &[char]) -> Result<()> {
        self.run(&format!("{}.focus()", found(css))).await?;
        let press = |actions: KeyActions, key: &char| {
            actions.then(KeyAction::Down { value: *key }).then(KeyAction::Up { value: *key })
        };
        let actions = keys.iter().fold(KeyActions::new("keyboard".to_owned()), press);
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Clicks in the middle of the first thing that `css` finds, once it is there.
    ///
    /// # Errors
    /// Where there is no such thing.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.wait_until(css, &found(css), 20).await?;
        Ok(self.client.find(Locator::Css(css)).await?.click().await?)
    }

    /// Takes a slider by its knob and drags it to `share` of its length, without letting go.
    ///
    /// # Errors
    /// Where there is no such slider.
    pub async fn drag_slider(&self, css: &str, share: f64) -> Result<()> {
        let script = format!(
            "const e = {}; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect(); \
             return [r.left, r.width, r.top + r.height / 2, (e.value - e.min) / (e.max - e.min)]",
            found(css)
        );
        let (left, width, y, from): (f64, f64, f64, f64) = serde_json::from_value(self.run(&script).await?)?;
        let at = |share: f64| left + HALF_A_KNOB + share * (width - 2.0 * HALF_A_KNOB);
        let to = |share: f64, milliseconds| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(milliseconds)),
            x: at(share),
            y,
        };
        let hand = MouseActions::new("mouse".to_owned())
            .then(to(from, 0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        let on_the_way = (1..=STEPS).map(|step| from + (share - from) * f64::from(step) / f64::from(STEPS));
        let hand = on_the_way.fold(hand, |hand, share| hand.then(to(share, 20)));
        Ok(self.client.perform_actions(hand).await?)
    }

    /// Lets go of what was dragged.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn let_go(&self) -> Result<()> {
        let hand = MouseActions::new("mouse".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        Ok(self.client.perform_actions(hand).await?)
    }

    /// Fills in the first field that `css` finds, and leaves it.
    ///
    /// # Errors
    /// Where there is no such field.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let script = format!(
            "const e = {}; e.focus(); e.value = {}; e.dispatchEvent(new Event('input', {{bubbles: true}})); \
             e.dispatchEvent(new Event('change', {{bubbles: true}})); e.blur()",
            found(css),
            Value::from(text)
        );
        self.run(&script).await?;
        Ok(())
    }

    /// Presses the first enabled button with this text inside what `css` finds.
    ///
    /// # Errors
    /// Where there is no such button.
    pub async fn press_inside(&self, css: &str, text: &str) -> Result<()> {
        let find = format!(
            "[...document.querySelectorAll({} + ' button')].find(b => b.innerText.includes({}) && !b.disabled)",
            Value::from(css),
            Value::from(text)
        );
        self.wait_until(&format!("a button \"{text}\" in {css}"), &find, 20).await?;
        self.run(&format!("{find}.click()")).await?;
        Ok(())
    }
}

fn found(css: &str) -> String {
    format!("document.querySelector({})", Value::from(css))
}
