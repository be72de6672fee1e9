//! Values in Thrift's compact protocol, of which a Parquet file's descriptions are made (Apache Thrift,
//! thrift-compact-protocol.md).

/// How deep descriptions may be nested.
const MAX_DEPTH: usize = 16;

/// A value of any type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Boolean(bool),
    Integer(i64),
    Float,
    Bytes(&'a [u8]),
    List(Vec<Value<'a>>),
    Struct(Vec<(i16, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// A field of a struct.
    pub(super) fn field(&self, id: i16) -> Option<&Value<'a>> {
        match self {
            Self::Struct(fields) => fields.iter().find(|(i, _)| *i == id).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn integer(&self, id: i16) -> Option<i64> {
        match self.field(id)? {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// An integer that counts or measures something.
    pub(super) fn size(&self, id: i16) -> Option<u64> {
        u64::try_from(self.integer(id)?).ok()
    }

    pub(super) fn boolean(&self, id: i16) -> Option<bool> {
        match self.field(id)? {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn list(&self, id: i16) -> Option<&[Value<'a>]> {
        match self.field(id)? {
            Self::List(values) => Some(values),
            _ => None,
        }
    }

    pub(super) fn text(&self, id: i16) -> Option<String> {
        match self.field(id)? {
            Self::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }
}

/// The struct that the bytes begin with, and how many bytes it takes.
pub(super) fn read_struct(bytes: &[u8]) -> Option<(Value<'_>, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.fields(0)?;
    Some((value, reader.at))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        self.varint().map(zigzag)
    }

    fn fields(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let (mut fields, mut id) = (vec![], 0_i16);
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Value::Struct(fields));
            }
            let delta = i16::from(head >> 4);
            id = if delta == 0 { i16::try_from(self.zigzag()?).ok()? } else { id.checked_add(delta)? };
            let value = match head & 15 {
                1 => Value::Boolean(true),
                2 => Value::Boolean(false),
                kind => self.value(kind, depth)?,
            };
            fields.push((id, value));
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value<'a>> {
        Some(match kind {
            1 | 2 => Value::Boolean(self.byte()? == 1),
            3 => Value::Integer(i64::from(self.byte()?.cast_signed())),
            4..=6 => Value::Integer(self.zigzag()?),
            7 => {
                self.at = self.at.checked_add(8).filter(|&end| end <= self.bytes.len())?;
                Value::Float
            }
            8 => {
                let len = usize::try_from(self.varint()?).ok()?;
                let bytes = self.bytes.get(self.at..self.at.checked_add(len)?)?;
                self.at += len;
                Value::Bytes(bytes)
            }
            9 | 10 => self.list(depth)?,
            12 => self.fields(depth + 1)?,
            // Maps do not occur.
            _ => return None,
        })
    }

    fn list(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            short => usize::from(short),
        };
        // Each element takes a byte or more.
        if count > self.bytes.len() - self.at {
            return None;
        }
        (0..count).map(|_| self.value(head & 15, depth + 1)).collect::<Option<_>>().map(Value::List)
    }
}

/// Small numbers of either sign as small ones without.
pub(super) fn zigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_read() {
        // Field 1: 150; field 2: a list of two texts; field 5: true.
        let bytes = b"\x15\xAC\x02\x19\x28\x01a\x02bc\x31\x00rest";
        let (value, len) = read_struct(bytes).unwrap();
        assert_eq!((value.integer(1), value.boolean(5), len), (Some(150), Some(true), bytes.len() - 4));
        assert_eq!(value.list(2).unwrap(), [Value::Bytes(b"a"), Value::Bytes(b"bc")]);
    }

    #[test]
    fn nothing_is_taken_at_its_word() {
        assert_eq!(read_struct(b"\x19\xF8\xFF\xFF\xFF\xFF\x0F"), None);
        assert_eq!(read_struct(&[0x1C; 100]), None);
        assert_eq!(read_struct(b""), None);
    }
}
