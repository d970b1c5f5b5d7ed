using RagCluster.Corpus.Access;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>document_names</c>: which document a name means now.</summary>
internal static class NameRows
{
    // No name that a client sends holds one.
    private const char OwnMark = '\n';

    /// <summary>A name as a sender means it, where it means a document for others that the sender may not see.</summary>
    public static string OfSender(string name, AccessView sender)
    {
        string? user = Array.Find(sender.Principals, known => !known.StartsWith(DocumentAcl.GroupPrefix, StringComparison.Ordinal));
        return $"{name}{OwnMark}{user ?? sender.Digest}";
    }

    /// <summary>Names that point to a document.</summary>
    public static long Count(SqlSession session, long document) =>
        session.Scalar("SELECT count(*) FROM document_names WHERE document = $1", document) ?? 0;

    /// <summary>Makes a name mean a document. A document that was shown under this name is shown under its next one.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="name">The name.</param>
    /// <param name="document">The document's key.</param>
    /// <param name="shown">The document as it is now; null when it is known to be shown under a name.</param>
    public static void Point(SqlSession session, CollectionKey collection, string name, long document, DocumentRow? shown)
    {
        long? before = session.Scalar("SELECT document FROM document_names WHERE collection = $1 AND name = $2", collection.Key, name);
        if (before == document)
        {
            return;
        }

        Put(session, collection.Key, name, document);
        if (shown is { Name: "" })
        {
            DocumentRows.Rename(session, shown, Shown(name));
        }

        if (before is { } old && DocumentRows.ByKey(session, old) is { } row && row.Name == Shown(name))
        {
            string? next = session.First(
                "SELECT name FROM document_names WHERE document = $1 ORDER BY name LIMIT 1",
                found => found.GetString(0),
                old
            );
            DocumentRows.Rename(session, row, Shown(next ?? ""));
        }
    }

    private static string Shown(string name) => name.Split(OwnMark)[0];

    /// <summary>Writes a name's row.</summary>
    public static void Put(SqlSession session, long collection, string name, long document) =>
        session.Execute(
            """
            INSERT INTO document_names (collection, name, document, checksum) VALUES ($1, $2, $3, $4)
            ON CONFLICT (collection, name) DO UPDATE SET document = excluded.document, checksum = excluded.checksum
            """,
            collection,
            name,
            document,
            SealedTables.Names.Sum([collection, name, document])
        );
}
