//! Tags and text in the order in which they stand, as the tokenizer tells them apart.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

use super::writer::{self, Writer};

/// A tag that begins an element, with what is read of its attributes.
#[derive(Default)]
pub struct Tag {
    /// Its name in small letters.
    pub name: String,
    /// The address that a link leads to.
    pub href: Option<String>,
    /// What stands for a picture.
    pub alt: Option<String>,
}

/// Leads a writer through some HTML.
pub fn follow(html: &str, writer: &mut Writer) {
    tell(
        html,
        &mut Follower {
            writer,
            tag: Tag::default(),
            attribute: Attribute::Other,
            next: None,
        },
    );
}

/// What a name of HTML stands for between `&` and `;`: one character or two.
pub fn named(name: &str) -> Option<String> {
    if !name.bytes().all(|one| one.is_ascii_alphanumeric()) {
        return None;
    }
    let mut said = String::new();
    tell(&format!("&{name};"), &mut said);
    // Of a name that is not known, or only at its beginning (`&notit;`), the end is left.
    (!said.ends_with(';') || said == ";").then_some(said)
}

fn tell(html: &str, listener: &mut dyn Listener) {
    let tags = Tags(CallbackEmitter::new(Heard(listener)));
    let Ok(()) = Tokenizer::new_with_emitter(html, tags).finish();
}

/// Whoever is told what stands there; one type for the tokenizer, which is large.
trait Listener {
    fn hear(&mut self, event: CallbackEvent<'_>);

    /// How the tokenizer reads on after a tag, if no tags are to be looked for.
    fn next(&mut self) -> Option<State> {
        None
    }
}

/// Keeps the text alone.
impl Listener for String {
    fn hear(&mut self, event: CallbackEvent<'_>) {
        if let CallbackEvent::String { value } = event {
            self.push_str(&utf8(value));
        }
    }
}

/// The attribute whose value comes next.
enum Attribute {
    Href,
    Alt,
    Other,
}

struct Follower<'w> {
    writer: &'w mut Writer,
    tag: Tag,
    attribute: Attribute,
    next: Option<State>,
}

impl Follower<'_> {
    /// Of two attributes of one name the first holds.
    fn attribute(&mut self, name: &[u8]) {
        let (place, attribute) = match name {
            b"href" => (&mut self.tag.href, Attribute::Href),
            b"alt" => (&mut self.tag.alt, Attribute::Alt),
            _ => return self.attribute = Attribute::Other,
        };
        self.attribute = if place.is_some() {
            Attribute::Other
        } else {
            attribute
        };
        place.get_or_insert_default();
    }

    fn value(&mut self, value: &[u8]) {
        let place = match self.attribute {
            Attribute::Href => &mut self.tag.href,
            Attribute::Alt => &mut self.tag.alt,
            Attribute::Other => return,
        };
        *place = Some(utf8(value).into_owned());
    }

    fn begin(&mut self) {
        self.writer.start(&self.tag);
        self.next = match self.tag.name.as_str() {
            "script" => Some(State::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(State::RawText),
            "textarea" | "title" => Some(State::RcData),
            _ => None,
        };
    }
}

impl Listener for Follower<'_> {
    fn hear(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag {
                    name: utf8(name).into_owned(),
                    ..Tag::default()
                };
            }
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            // XHTML writes what holds nothing so.
            CallbackEvent::CloseStartTag { self_closing: true }
                if writer::is_left_out(&self.tag.name) => {}
            CallbackEvent::CloseStartTag { .. } => self.begin(),
            CallbackEvent::EndTag { name } => self.writer.end(&utf8(name)),
            CallbackEvent::String { value } => self.writer.text(&utf8(value)),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn next(&mut self) -> Option<State> {
        self.next.take()
    }
}

struct Heard<'l>(&'l mut dyn Listener);

impl Callback<Infallible, ()> for Heard<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Infallible> {
        self.0.hear(event);
        None
    }
}

/// Takes the tokens; the tokenizer asks it how to read on after a tag.
struct Tags<'l>(CallbackEmitter<Heard<'l>>);

impl ForwardingEmitter for Tags<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.0
            .emit_current_tag()
            .or_else(|| self.0.callback_mut().0.next())
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// The tokenizer cuts text only between characters.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_whole_or_not_at_all() {
        let said = |name| named(name).unwrap_or_default();
        assert_eq!(said("eacute"), "é");
        assert_eq!(said("NotEqualTilde"), "≂̸");
        assert_eq!(said("semi"), ";");
        assert_eq!(said("amp"), "&");
        for unknown in ["", "notit", "nonsense", "#65", "a b", "<b>", "lt;gt"] {
            assert_eq!(named(unknown), None, "{unknown}");
        }
    }
}
