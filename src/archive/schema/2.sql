-- A feed that the user left stays known while items of it are kept.
ALTER TABLE feed ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1;

-- Numbers of items that the user turned into claims.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX claim_key ON claim (key);

-- Tags are found like words, and so are the first one, two or three letters of one.
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
  title, text, note, tags,
  content = '', contentless_delete = 1, prefix = '1 2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO words (rowid, title, text, note, tags)
SELECT
  item.id, item.title, body.paragraphs, coalesce(mark.note, ''),
  coalesce((SELECT group_concat(tag, ' ') FROM tag WHERE tag.key = item.key), '')
FROM item
LEFT JOIN body ON body.item = item.id
LEFT JOIN mark ON mark.key = item.key;
