//! Which elements say what: the names of RSS 0.9 to 2.0, Atom 0.3 and 1.0, Dublin Core and the
//! podcasts' words, in one table.

/// Where the name of an element comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// RSS or Atom of any version, or nothing.
    Core,
    /// Dublin Core, elements and terms.
    Dublin,
    /// The whole text in RSS.
    Content,
    /// XHTML.
    Xhtml,
    /// The words for podcasts.
    Podcast,
    /// The words for pictures and films.
    Media,
    /// Any other.
    Other,
}

/// What a child of an entry or a feed says, with its rank among those that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// An id.
    Id,
    /// A title.
    Title(u8),
    /// An address.
    Link,
    /// Who wrote it.
    Author(u8),
    /// When it was published.
    Published(u8),
    /// When it was last changed.
    Updated(u8),
    /// What it says.
    Text(u8),
}

impl Vocabulary {
    /// The vocabulary that an address of a namespace names.
    pub fn of(address: &str) -> Option<Self> {
        const KNOWN: &[(&str, Vocabulary)] = &[
            ("purl.org/rss/1.0/modules/content", Vocabulary::Content),
            ("purl.org/rss/1.0/modules", Vocabulary::Other),
            ("purl.org/dc/", Vocabulary::Dublin),
            ("w3.org/1999/xhtml", Vocabulary::Xhtml),
            ("itunes.com/dtds", Vocabulary::Podcast),
            ("search.yahoo.com/mrss", Vocabulary::Media),
            ("purl.org/rss/", Vocabulary::Core),
            ("purl.org/net/rss", Vocabulary::Core),
            ("w3.org/2005/atom", Vocabulary::Core),
            ("purl.org/atom", Vocabulary::Core),
            ("netscape.com/rdf", Vocabulary::Core),
            ("netscape.com/publish", Vocabulary::Core),
            ("backend.userland.com", Vocabulary::Core),
            ("harvard.edu/tech/rss", Vocabulary::Core),
            ("cyber.law.harvard.edu/rss", Vocabulary::Core),
        ];
        let address = address.trim().to_ascii_lowercase();
        let found = KNOWN.iter().find(|(part, _)| address.contains(part));
        found.map(|(_, vocabulary)| *vocabulary)
    }

    /// The vocabulary that a prefix usually stands for, for feeds that do not declare it.
    pub fn usual(prefix: &str) -> Self {
        match prefix {
            "" | "atom" | "a10" | "rss" => Self::Core,
            "dc" | "dcterms" => Self::Dublin,
            "content" => Self::Content,
            "xhtml" => Self::Xhtml,
            "itunes" => Self::Podcast,
            "media" => Self::Media,
            _ => Self::Other,
        }
    }

    /// What an element of this vocabulary says of an entry or a feed.
    pub fn field(self, name: &str) -> Option<Field> {
        Some(match (self, name) {
            (Self::Core, "id" | "guid") => Field::Id,
            (Self::Core, "title") => Field::Title(0),
            (Self::Dublin, "title") => Field::Title(1),
            (Self::Podcast, "title") => Field::Title(2),
            (Self::Media, "title") => Field::Title(3),
            (Self::Core, "link") => Field::Link,
            (Self::Core, "author") => Field::Author(0),
            (Self::Dublin, "creator") => Field::Author(1),
            (Self::Podcast, "author") => Field::Author(2),
            (Self::Dublin, "author") => Field::Author(3),
            (Self::Core, "managingeditor") => Field::Author(4),
            (Self::Core, "pubdate" | "published" | "issued") => Field::Published(0),
            (Self::Dublin, "issued") => Field::Published(1),
            (Self::Dublin, "date") => Field::Published(2),
            (Self::Core | Self::Dublin, "created") => Field::Published(3),
            (Self::Core, "date") => Field::Published(4),
            (Self::Core, "updated" | "modified") => Field::Updated(0),
            (Self::Dublin, "modified") => Field::Updated(1),
            (Self::Content, "encoded") => Field::Text(0),
            (Self::Core, "content") => Field::Text(1),
            (Self::Core | Self::Xhtml, "body") | (Self::Core, "fullitem") => Field::Text(2),
            (Self::Core, "description") => Field::Text(3),
            (Self::Core, "summary" | "abstract") => Field::Text(4),
            (Self::Dublin, "description" | "abstract") => Field::Text(5),
            (Self::Podcast, "summary") => Field::Text(6),
            (Self::Podcast, "subtitle") => Field::Text(7),
            (Self::Media, "description") => Field::Text(8),
            _ => return None,
        })
    }
}
