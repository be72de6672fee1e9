//! Where one workspace is kept: its database, the lock that lets one tab write, the channel to the other tabs.

use super::content::WorkspaceKind;
use crate::browser::channel::Channel;
use crate::browser::locks::{self, Ask, Guard, Outcome};
use crate::browser::{page, task};
use crate::storage::saved::Kind;
use crate::storage::{Database, StorageError};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// How long another tab may take to write its last change before the lock is taken from it.
const RELEASE_TRIES: u32 = 20;
/// Milliseconds between two tries.
const RELEASE_WAIT_MILLIS: i32 = 100;

/// Where one workspace is kept.
pub struct Store {
    /// Whose workspace.
    pub kind: WorkspaceKind,
    /// Its database; none where the browser keeps nothing, and why.
    pub database: Result<Database, StorageError>,
    /// The revision that this tab has last read or written.
    pub revision: Cell<u64>,
    /// The records that the database has, as far as this tab knows.
    pub kept: RefCell<BTreeSet<(Kind, u32)>>,
    /// Whether the next save replaces everything.
    pub replace: Cell<bool>,
    access: Cell<Access>,
    guard: RefCell<Option<Guard>>,
    channel: RefCell<Option<Channel>>,
}

/// What this tab may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Write.
    Writer,
    /// Look.
    Reader,
}

/// What tabs tell each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabMessage {
    /// The writer has written.
    Saved,
    /// A reader wants to write: the writer writes its last change and lets go.
    Release,
    /// Everything was erased.
    Erased,
}

impl TabMessage {
    fn text(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Release => "release",
            Self::Erased => "erased",
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        [Self::Saved, Self::Release, Self::Erased].into_iter().find(|message| message.text() == text)
    }
}

/// The name under which a workspace's database, lock and channel go: several pages of one origin keep apart by path.
pub fn name_of(kind: WorkspaceKind) -> String {
    let kind = match kind {
        WorkspaceKind::Demo => "demo",
        WorkspaceKind::Own => "own",
    };
    format!("sextant:{}:{kind}", page::path())
}

impl Store {
    /// Opens the store of a workspace. This tab writes unless another does.
    pub async fn open(kind: WorkspaceKind, lost: impl FnOnce() + Clone + 'static) -> Self {
        let name = name_of(kind);
        let mut outcome = locks::ask(&name, Ask::IfFree, lost.clone()).await;
        if matches!(outcome, Outcome::Taken) {
            // This tab may have held it a moment ago: a lock is free a little after it was released.
            task::sleep(RELEASE_WAIT_MILLIS).await;
            outcome = locks::ask(&name, Ask::IfFree, lost).await;
        }
        let (access, guard) = match outcome {
            Outcome::Held(guard) => (Access::Writer, Some(guard)),
            Outcome::Taken => (Access::Reader, None),
            // Without locks the revision is what keeps tabs from writing over each other.
            Outcome::Unsupported => (Access::Writer, None),
        };
        Self {
            kind,
            database: Database::open(&name).await,
            revision: Cell::new(0),
            kept: RefCell::default(),
            replace: Cell::new(false),
            access: Cell::new(access),
            guard: RefCell::new(guard),
            channel: RefCell::new(None),
        }
    }

    /// Listens to the other tabs.
    pub fn listen(&self, heard: impl Fn(TabMessage) + 'static) {
        let heard = move |text: String| {
            if let Some(message) = TabMessage::of_text(&text) {
                heard(message);
            }
        };
        *self.channel.borrow_mut() = Channel::open(&name_of(self.kind), heard);
    }

    /// Tells the other tabs.
    pub fn tell(&self, message: TabMessage) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell(message.text());
        }
    }

    /// Whether this tab may write.
    pub fn may_write(&self) -> bool {
        self.access.get() == Access::Writer
    }

    /// Lets another tab write; this one can only look from now on.
    pub fn let_go(&self) {
        self.access.set(Access::Reader);
        self.guard.take();
    }

    /// Takes the right to write from the tab that has it: asks first, so that it can write its last change.
    pub async fn take_over(&self, lost: impl FnOnce() + Clone + 'static) {
        self.tell(TabMessage::Release);
        let name = name_of(self.kind);
        for _ in 0..RELEASE_TRIES {
            task::sleep(RELEASE_WAIT_MILLIS).await;
            if self.accept(locks::ask(&name, Ask::IfFree, lost.clone()).await) {
                return;
            }
        }
        // The other tab is frozen or has crashed.
        self.accept(locks::ask(&name, Ask::Steal, lost).await);
    }

    fn accept(&self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Held(guard) => *self.guard.borrow_mut() = Some(guard),
            Outcome::Unsupported => {}
            Outcome::Taken => return false,
        }
        self.access.set(Access::Writer);
        true
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Ok(database) = &self.database {
            database.clone().close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_understand_each_other() {
        for message in [TabMessage::Saved, TabMessage::Release, TabMessage::Erased] {
            assert_eq!(TabMessage::of_text(message.text()), Some(message));
        }
        assert_eq!(TabMessage::of_text("hello"), None);
    }
}
