using System.Security.Cryptography;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>contents</c> and <c>blobs</c> (original bytes, the same bytes stored once) and on <c>texts</c> (extracted text).</summary>
internal static class ContentRows
{
    /// <summary>Keeps a version's original bytes.</summary>
    public static void Put(SqlSession session, long document, long generation, PreparedDocument content)
    {
        long? blob = session.Scalar("SELECT key FROM blobs WHERE hash = $1", content.Hash);
        // Another silo may add the same bytes for another collection at the same time.
        blob ??= session.Scalar(
            "INSERT INTO blobs (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING key",
            content.Hash,
            content.Bytes
        );

        session.Execute("INSERT INTO contents (document, generation, blob) VALUES ($1, $2, $3)", document, generation, blob);
    }

    /// <summary>A version's original bytes, or null.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the bytes are not those that were written.</exception>
    public static byte[]? Read(SqlSession session, long document, long generation)
    {
        (byte[] Hash, byte[] Bytes)[] found =
        [
            .. session.All(
                "SELECT b.hash, b.bytes FROM contents c JOIN blobs b ON b.key = c.blob WHERE c.document = $1 AND c.generation = $2",
                row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
                document,
                generation
            ),
        ];
        if (found.Length == 0)
        {
            return null;
        }

        return SHA256.HashData(found[0].Bytes).AsSpan().SequenceEqual(found[0].Hash)
            ? found[0].Bytes
            : throw StorageFailure.Corrupt("content");
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

    /// <summary>Keeps a version's extracted text.</summary>
    public static void PutText(SqlSession session, long document, long generation, byte[] text)
    {
        session.Execute("DELETE FROM texts WHERE document = $1 AND generation = $2", document, generation);
        session.AddText(new TextRow(document, generation, text));
    }

    /// <summary>A version's extracted text as stored, or null.</summary>
    public static byte[]? ReadText(SqlSession session, long document, long generation) =>
        session.First(
            "SELECT bytes FROM texts WHERE document = $1 AND generation = $2",
            row => row.GetFieldValue<byte[]>(0),
            document,
            generation
        );

    /// <summary>Drops bytes that no version refers to any more.</summary>
    public static void SweepBlobs(SqlSession session) =>
        session.Execute("DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM contents WHERE blob = blobs.key)");
}
