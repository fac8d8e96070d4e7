-- What feeds brought. `id` is the time that an item is sorted by, with eight bits to tell items of
-- one second apart: whatever is read by id is in the order of time.
CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  tried INTEGER,
  fetched INTEGER,
  failure TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER
) STRICT;

-- `feed` is the one whose edits count; `read` and `starred` repeat the user's marks.
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  feed INTEGER REFERENCES feed ON DELETE SET NULL,
  title TEXT NOT NULL,
  date INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  published INTEGER,
  updated INTEGER,
  content BLOB NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX item_flags ON item (id, read, starred);
CREATE INDEX item_unread ON item (id) WHERE read = 0;
CREATE INDEX item_starred ON item (id) WHERE starred = 1;
CREATE INDEX item_feed ON item (feed);
CREATE INDEX item_first_seen ON item (first_seen);

CREATE TABLE body (
  item INTEGER PRIMARY KEY REFERENCES item ON UPDATE CASCADE ON DELETE CASCADE,
  author TEXT NOT NULL,
  link TEXT,
  paragraphs TEXT NOT NULL,
  links TEXT NOT NULL
) STRICT;

-- Which feed lists which item, and under which guid.
CREATE TABLE listing (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES item ON UPDATE CASCADE ON DELETE CASCADE,
  guid TEXT,
  PRIMARY KEY (feed, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_item ON listing (item);

-- The names under which an item is known again, also when it was removed.
CREATE TABLE name (
  name BLOB PRIMARY KEY,
  key TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX name_key ON name (key);

-- The periods that items are about, and which items: few periods, many items.
CREATE TABLE period (
  code TEXT PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE item_period (
  code TEXT NOT NULL REFERENCES period,
  item INTEGER NOT NULL REFERENCES item ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (code, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_period_item ON item_period (item);

CREATE TABLE indicator (
  indicator TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (indicator, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_item ON indicator (item);

-- What the user made of it, by key, so that it stays whatever becomes of the item.
CREATE TABLE mark (
  key TEXT NOT NULL UNIQUE,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE tag (
  tag TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (key, tag)
) STRICT;
CREATE INDEX tag_tag ON tag (tag, key);

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE words USING fts5 (
  title, text, note,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
