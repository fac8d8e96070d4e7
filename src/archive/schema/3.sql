-- What had to be mended or left out in the answer of a feed that was read last, a line each.
ALTER TABLE feed ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
