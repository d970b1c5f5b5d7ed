using System.Buffers.Binary;
using System.Security.Cryptography;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// Statements on <c>contents</c> and <c>blobs</c> (original bytes, the same bytes stored once) and on <c>texts</c> (extracted text).
/// </summary>
internal static class ContentRows
{
    private static readonly string Columns = SealedTables.Contents.Select("c");
    private static readonly string TextColumns = SealedTables.Texts.Select("t");

    /// <summary>What became of a content whose flipped bit was found.</summary>
    public const string Corrected = "One bit had flipped; it was set right.";

    /// <summary>Keeps a version's original bytes.</summary>
    public static void Put(SqlSession session, long document, long generation, PreparedDocument content)
    {
        long? blob = session.Scalar("SELECT key FROM blobs WHERE hash = $1", content.Hash);
        // Bytes that are there already may be damaged by now, and who sends them again brings them back.
        if (blob is { } held && ReadBlob(session, held) is null)
            session.Execute("UPDATE blobs SET bytes = $2 WHERE key = $1", held, session.Cipher.Protect(ContentPlace.Blob, content.Bytes));
        // Another silo may add the same bytes for another collection at the same time.
        blob ??= session.Scalar(
            "INSERT INTO blobs (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING key",
            content.Hash,
            session.Cipher.Protect(ContentPlace.Blob, content.Bytes)
        );

        session.Execute(
            "INSERT INTO contents (document, generation, blob, checksum) VALUES ($1, $2, $3, $4)",
            document,
            generation,
            blob,
            SealedTables.Contents.Sum([document, generation, blob])
        );
    }

    /// <summary>Sees to it that the bytes of a version are those that were sent once more.</summary>
    public static void Heal(SqlSession session, DocumentRow row, PreparedDocument content)
    {
        SealedRow? held = SealedTables.Contents.Find(session, [row.Key, row.Generation]);
        if (held is not null && SealedTables.Contents.IsIntact(held) && ReadBlob(session, held.Number(2)) is not null)
            return;
        session.Execute("DELETE FROM contents WHERE document = $1 AND generation = $2", row.Key, row.Generation);
        Put(session, row.Key, row.Generation, content);
    }

    /// <summary>A version's original bytes, or null.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    public static byte[]? Read(SqlSession session, long document, long generation)
    {
        SealedRow? content = session.First(
            $"SELECT {Columns} FROM contents c WHERE c.document = $1 AND c.generation = $2",
            SealedTables.Contents.Read,
            document,
            generation
        );
        return content is null
            ? null
            : ReadBlob(session, content.Number(2)) ?? throw new InvalidDataException("The bytes are not those of their hash.");
    }

    /// <summary>Stored bytes; null when they are not those that were written.</summary>
    public static byte[]? ReadBlob(SqlSession session, long key)
    {
        byte[][]? found = session.First(
            "SELECT hash, bytes FROM blobs WHERE key = $1",
            row =>
                row.GetValue(0) is byte[] hash && row.GetValue(1) is byte[] bytes
                    ? new[] { hash, bytes }
                    :
                    [
                        [],
                        [],
                    ],
            key
        );
        return found is not null && OpenBlob(session.Cipher, found[0], found[1]) is { } bytes ? bytes : null;
    }

    /// <summary>Stored bytes as they were written; null when they are not those of their hash.</summary>
    public static byte[]? OpenBlob(ContentCipher cipher, byte[] hash, byte[] stored)
    {
        try
        {
            byte[] bytes = cipher.Open(ContentPlace.Blob, stored);
            return SHA256.HashData(bytes).AsSpan().SequenceEqual(hash) ? bytes : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Undoes a single flipped bit of stored bytes, or of their hash.</summary>
    /// <returns>Whether there was one that explains the damage.</returns>
    public static bool CorrectBlob(SqlSession session, long key)
    {
        if (FindCorrection(session, key) is not { } right)
            return false;
        byte[] hash = SHA256.HashData(session.Cipher.Open(ContentPlace.Blob, right));
        session.Execute("UPDATE blobs SET hash = $2, bytes = $3 WHERE key = $1", key, hash, right);
        return true;
    }

    /// <summary>Whether <see cref="CorrectBlob"/> would undo a flipped bit.</summary>
    public static bool CanCorrectBlob(SqlSession session, long key) => FindCorrection(session, key) is not null;

    private static byte[]? FindCorrection(SqlSession session, long key)
    {
        byte[][]? found = session.First(
            "SELECT hash, bytes FROM blobs WHERE key = $1",
            row =>
                row.GetValue(0) is byte[] { Length: SHA256.HashSizeInBytes } hash && row.GetValue(1) is byte[] bytes
                    ? new[] { hash, bytes }
                    : [],
            key
        );
        return found is [byte[] expected, byte[] stored]
            ? BitFlip.Correct([stored], Part(expected), values => Part(session.Cipher, (byte[])values[0]!))?[0] as byte[]
            : null;
    }

    private static long Part(ContentCipher cipher, byte[] stored)
    {
        try
        {
            return Part(SHA256.HashData(cipher.Open(ContentPlace.Blob, stored)));
        }
        catch (Exception error) when (error is CryptographicException or RagException)
        {
            // What was tried is no value, or one of a key that nobody has.
            return RowChecksum.Missing;
        }
    }

    /// <summary>Drops the versions before <paramref name="generation"/> but <paramref name="keep"/>.</summary>
    public static void DropBefore(SqlSession session, long document, long generation, long keep)
    {
        List<object> blobs = session.All(
            "SELECT DISTINCT blob FROM contents WHERE document = $1 AND generation < $2 AND generation <> $3",
            row => (object)row.GetInt64(0),
            document,
            generation,
            keep
        );
        session.Execute("DELETE FROM contents WHERE document = $1 AND generation < $2 AND generation <> $3", document, generation, keep);
        session.Execute("DELETE FROM texts WHERE document = $1 AND generation < $2 AND generation <> $3", document, generation, keep);
        foreach (object blob in blobs)
        {
            session.Execute("DELETE FROM blobs WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM contents WHERE blob = $1)", blob);
        }
    }

    /// <summary>Drops contents that no version has, at most <paramref name="limit"/>.</summary>
    /// <returns>How many there were.</returns>
    public static int DropUnused(SqlSession session, int limit) =>
        session
            .All(
                "DELETE FROM blobs WHERE key IN (SELECT b.key FROM blobs b WHERE NOT EXISTS "
                    + "(SELECT 1 FROM contents c WHERE c.blob = b.key) ORDER BY b.key LIMIT $1) RETURNING key",
                row => row.GetInt64(0),
                limit
            )
            .Count;

    /// <summary>Keeps a version's extracted text.</summary>
    public static void PutText(SqlSession session, long document, long generation, byte[] text)
    {
        session.Execute("DELETE FROM texts WHERE document = $1 AND generation = $2", document, generation);
        byte[] stored = session.Cipher.Protect(ContentPlace.Text(document, generation), text);
        session.AddText(new TextRow(document, generation, stored, SealedTables.Texts.Sum([document, generation, stored])));
    }

    /// <summary>A version's extracted text as stored, or null.</summary>
    public static byte[]? ReadText(SqlSession session, long document, long generation) =>
        session
            .First(
                $"SELECT {TextColumns} FROM texts t WHERE t.document = $1 AND t.generation = $2",
                CoveredValues.Reader(session, SealedTables.Texts),
                document,
                generation
            )
            ?.Bytes(2);

    private static long Part(byte[] hash) => BinaryPrimitives.ReadInt64LittleEndian(hash);

    /// <summary>Drops bytes that no version refers to any more.</summary>
    public static void SweepBlobs(SqlSession session) =>
        session.Execute("DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM contents WHERE blob = blobs.key)");
}
