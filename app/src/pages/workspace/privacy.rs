//! What is stored where, what is asked of the network, and how to check both.

use crate::components::{Card, Span};
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn Privacy() -> impl IntoView {
    view! {
        <Card title="Where your data are" subtitle="And how to check it yourself." span=Span::TwoThirds>
            <dl class="facts-list">
                <dt>"Kept"</dt>
                <dd>
                    "In this browser's database (IndexedDB) on this device. The browser's private mode forgets it when
                    the window closes."
                </dd>
                <dt>"Computed"</dt>
                <dd>"In this browser, in background threads (Web Workers)."</dd>
                <dt>"Sent"</dt>
                <dd>
                    "Nothing. No account, no tracker, no font or script from elsewhere; the page's security policy
                    forbids the browser to ask any other server."
                </dd>
                <dt>"Check it"</dt>
                <dd>
                    "Open the browser's developer tools, choose Network, and use Sextant: every request goes to the
                    address in your address bar, and none carries your data. Or switch the network off: once opened,
                    everything goes on working."
                </dd>
                <dt>"Taken along"</dt>
                <dd>
                    "Only by you, as a file that you export. It is not encrypted: treat it as you treat the data in it."
                </dd>
            </dl>
        </Card>
    }
}
