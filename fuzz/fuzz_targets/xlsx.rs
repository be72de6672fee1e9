#![no_main]
//! Workbooks: the parts of one, separated by zero bytes, packed here so that no input ends at a check sum.

#[allow(dead_code, reason = "one of its functions is used here")]
#[path = "../../engine/src/tabular/tests/pack.rs"]
mod pack;

const RELATIONS: &[u8] = b"<Relationships><Relationship Id='1' Type='x/worksheet' Target='s.xml'/>\
    <Relationship Id='2' Type='x/sharedStrings' Target='t.xml'/><Relationship Id='3' Type='x/styles' \
    Target='f.xml'/></Relationships>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(4, |&b| b == 0);
    let mut part = || parts.next().unwrap_or_default();
    let book: &[u8] = b"<workbook><sheets><sheet name='s' r:id='1'/></sheets></workbook>";
    let files = [
        ("xl/workbook.xml", book),
        ("xl/s.xml", part()),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/t.xml", part()),
        ("[Content_Types].xml", b""),
        ("xl/f.xml", part()),
    ];
    fuzz::read(pack::zip_at(&files, flate2::Compression::none()));
});
