//! The tree of channels, sub-channels and drivers, each with an owner and a definition.

use crate::panel::DriverKind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// By what a node is known for good: it stays when the node is renamed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub String);

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for NodeId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NodeKind {
    /// Something that money is spent on.
    Channel,
    /// Something else that moves the outcome.
    Driver(DriverKind),
}

/// A channel, a sub-channel or a driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// By what it is known.
    pub id: NodeId,
    /// The name shown everywhere.
    pub name: String,
    /// What it is part of; none for a channel of its own.
    pub parent: Option<NodeId>,
    /// What it stands for.
    pub kind: NodeKind,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// What belongs to it, in a sentence.
    #[serde(default)]
    pub definition: String,
}

impl Node {
    /// A channel of its own whose name is its id.
    pub fn channel(id: &str) -> Self {
        Self::of_kind(id, NodeKind::Channel)
    }

    /// A driver whose name is its id.
    pub fn driver(id: &str, kind: DriverKind) -> Self {
        Self::of_kind(id, NodeKind::Driver(kind))
    }

    fn of_kind(id: &str, kind: NodeKind) -> Self {
        let definition = String::new();
        Self { id: id.into(), name: id.to_owned(), parent: None, kind, owner: String::new(), definition }
    }
}

/// The nodes, in the order shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// Why the tree cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// There is one of that id already.
    Exists(NodeId),
    /// There is none of that id.
    Unknown(NodeId),
    /// Other nodes are part of it.
    HasParts(NodeId),
    /// It would be a part of itself.
    Circle(NodeId),
    /// Channels have channels as parts, drivers drivers.
    OtherKind(NodeId),
    /// Another node has the name.
    NameTaken(String),
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(id) => write!(f, "There is a \"{id}\" already."),
            Self::Unknown(id) => write!(f, "There is no \"{id}\"."),
            Self::HasParts(id) => write!(f, "\"{id}\" has parts; move or remove them first."),
            Self::Circle(id) => write!(f, "\"{id}\" would be a part of itself."),
            Self::OtherKind(id) => write!(f, "\"{id}\" is of another kind than what it would be a part of."),
            Self::NameTaken(name) => write!(f, "Another channel or driver is called \"{name}\"."),
        }
    }
}

impl std::error::Error for TreeError {}

impl Tree {
    /// All nodes, in the order shown.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node of that id.
    pub fn get(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }

    /// The parts of a node, or the nodes that are part of none.
    pub fn parts_of<'a>(&'a self, parent: Option<&'a NodeId>) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().filter(move |node| node.parent.as_ref() == parent)
    }

    /// The node of which this one is, at the end, a part: itself where it has no parent.
    pub fn root_of(&self, id: &NodeId) -> Option<&Node> {
        let mut node = self.get(id)?;
        for _ in 0..self.nodes.len() {
            match node.parent.as_ref().and_then(|parent| self.get(parent)) {
                Some(parent) => node = parent,
                None => break,
            }
        }
        Some(node)
    }

    /// Adds a node.
    ///
    /// # Errors
    /// An id or name that is taken, or a parent that cannot be one.
    pub fn add(&mut self, node: Node) -> Result<(), TreeError> {
        if self.get(&node.id).is_some() {
            return Err(TreeError::Exists(node.id));
        }
        self.check(&node)?;
        self.nodes.push(node);
        Ok(())
    }

    /// Puts a node in the place of the one of the same id.
    ///
    /// # Errors
    /// An id that is unknown, a name that is taken, or a parent that cannot be one.
    pub fn change(&mut self, node: Node) -> Result<(), TreeError> {
        self.check(&node)?;
        match self.nodes.iter_mut().find(|old| old.id == node.id) {
            Some(old) => *old = node,
            None => return Err(TreeError::Unknown(node.id)),
        }
        Ok(())
    }

    /// Takes a node away.
    ///
    /// # Errors
    /// An id that is unknown, or a node with parts.
    pub fn remove(&mut self, id: &NodeId) -> Result<(), TreeError> {
        if self.get(id).is_none() {
            return Err(TreeError::Unknown(id.clone()));
        }
        if self.parts_of(Some(id)).next().is_some() {
            return Err(TreeError::HasParts(id.clone()));
        }
        self.nodes.retain(|node| node.id != *id);
        Ok(())
    }

    fn check(&self, node: &Node) -> Result<(), TreeError> {
        if self.nodes.iter().any(|other| other.id != node.id && other.name == node.name) {
            return Err(TreeError::NameTaken(node.name.clone()));
        }
        let Some(parent_id) = &node.parent else { return Ok(()) };
        let mut above = self.get(parent_id).ok_or_else(|| TreeError::Unknown(parent_id.clone()))?;
        if std::mem::discriminant(&above.kind) != std::mem::discriminant(&node.kind) {
            return Err(TreeError::OtherKind(node.id.clone()));
        }
        loop {
            if above.id == node.id {
                return Err(TreeError::Circle(node.id.clone()));
            }
            match above.parent.as_ref().and_then(|id| self.get(id)) {
                Some(next) => above = next,
                None => return Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_find_their_root_and_faults_are_named() {
        let mut tree = Tree::default();
        let part = |id: &str, of: &str| Node { parent: Some(of.into()), ..Node::channel(id) };
        tree.add(Node::channel("google")).unwrap();
        tree.add(part("search", "google")).unwrap();
        tree.add(part("brand", "search")).unwrap();
        tree.add(Node::driver("price", DriverKind::Price)).unwrap();
        assert_eq!(tree.root_of(&"brand".into()).unwrap().name, "google");
        assert_eq!(tree.add(Node::channel("search")), Err(TreeError::Exists("search".into())));
        assert_eq!(tree.add(part("x", "nowhere")), Err(TreeError::Unknown("nowhere".into())));
        assert_eq!(tree.add(part("x", "price")), Err(TreeError::OtherKind("x".into())));
        assert_eq!(tree.change(part("google", "brand")), Err(TreeError::Circle("google".into())));
        assert_eq!(tree.remove(&"search".into()), Err(TreeError::HasParts("search".into())));
        let renamed = Node { name: "price".into(), ..part("brand", "search") };
        assert_eq!(tree.change(renamed), Err(TreeError::NameTaken("price".into())));
        tree.remove(&"brand".into()).unwrap();
        assert_eq!(tree.parts_of(Some(&"search".into())).count(), 0);
    }
}
