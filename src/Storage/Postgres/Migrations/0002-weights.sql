-- A version and an epoch count three times in their row's checksum, so that a flipped bit of theirs is told from one of the checksum.
UPDATE key_values SET checksum = checksum + 2 * version;
UPDATE epochs SET checksum = checksum + 2 * epoch;
