//! Damage that is the same on every run: bytes changed, cut out, doubled, joined with another
//! file, or replaced by what means something to a reader.

/// Numbers that are the same on every run (`SplitMix64`).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as usize % end.max(1)
    }
}

/// What means something to XML, HTML, TOML, CSV, JSON, to periods, values or terminals.
const WORDS: [&[u8]; 52] = [
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<!",
    b"<?",
    b"\0",
    b"\x1b[2J",
    b"\xff\xfe",
    b"\xc3",
    b"&#0;",
    b"&#x110000;",
    b"<item>",
    b"</entry>",
    b"\xe2\x80\xae",
    b"<!DOCTYPE x [",
    b"xml:base=':'",
    b"99999999999",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"</rss>",
    b"'",
    b"\"\"\"",
    b"'''",
    b"=",
    b",",
    b";",
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b"#",
    b"\\",
    b"\\u0000",
    b"-",
    b"~",
    b"..",
    b"/",
    b"Q5",
    b"2011/13",
    b"0000-00-00",
    b"1e999",
    b"nan",
    b"null",
    b"\xf4\x8f\xbf\xbf",
];

/// The first of some files, damaged in a few places; the others are what may be joined to it.
pub fn damaged(files: &[Vec<u8>], which: usize, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = files[which].clone();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let reach = if numbers.below(8) == 0 { 4000 } else { 40 };
        let end = (at + numbers.below(reach)).min(bytes.len());
        match numbers.below(7) {
            0 => bytes[at] = numbers.below(256) as u8,
            1 => bytes[at] ^= 1 << numbers.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let word = WORDS[numbers.below(WORDS.len())];
                drop(bytes.splice(at..at, word.iter().copied()));
            }
            4 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            5 => {
                let other = &files[numbers.below(files.len())];
                let from = numbers.below(other.len());
                drop(bytes.splice(at..end, other[from..].iter().copied().take(2000)));
            }
            _ if numbers.below(4) == 0 => bytes.truncate(at.max(1)),
            _ => bytes.insert(at, numbers.below(256) as u8),
        }
        if bytes.is_empty() {
            bytes.push(b'<');
        }
    }
    bytes
}
