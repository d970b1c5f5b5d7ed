namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>document_names</c>: which document a name means now.</summary>
internal static class NameRows
{
    /// <summary>Names that point to a document.</summary>
    public static long Count(SqlSession session, long document) =>
        session.Scalar("SELECT count(*) FROM document_names WHERE document = $1", document) ?? 0;

    /// <summary>Makes a name mean a document. A document that was shown under this name is shown under its next one.</summary>
    public static void Point(SqlSession session, CollectionKey collection, string name, long document)
    {
        long? before = session.Scalar("SELECT document FROM document_names WHERE collection = $1 AND name = $2", collection.Key, name);
        if (before == document)
        {
            return;
        }

        session.Execute(
            "INSERT INTO document_names (collection, name, document) VALUES ($1, $2, $3) ON CONFLICT (collection, name) DO UPDATE SET document = excluded.document",
            collection.Key,
            name,
            document
        );
        session.Execute("UPDATE documents SET name = $2 WHERE key = $1 AND name = ''", document, name);
        if (before is not null)
        {
            session.Execute(
                "UPDATE documents SET name = coalesce((SELECT min(name) FROM document_names WHERE document = $1), '') WHERE key = $1 AND name = $2",
                before,
                name
            );
        }
    }
}
