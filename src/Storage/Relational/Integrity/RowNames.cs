using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>Says which thing a row is, for people and for locks, even where some of its values are damaged.</summary>
internal static class RowNames
{
    private const string NoScope = "mend";

    /// <summary>The scope of the writes that change a row.</summary>
    internal static string Scope(SqlSession session, DamagedRowException damaged) =>
        damaged.Table.Find(session, damaged.Address) is { } row
        && CollectionKey(session, damaged.Table, row) is { } key
        && CollectionOf(session, key) is { } name
            ? name
            : NoScope;

    /// <summary>The name of what a row is.</summary>
    internal static string Describe(SqlSession session, SealedTable table, SealedRow row)
    {
        string collection =
            CollectionKey(session, table, row) is { } key && CollectionOf(session, key) is { } name ? $" of collection {name}" : "";
        return table.Kind switch
        {
            DamageKinds.Collection => $"the collection {row.Values[0]}/{row.Values[1]}",
            DamageKinds.Document => $"the description of document '{row.Values[1]}'{collection}",
            DamageKinds.Name => $"the name '{row.Values[1]}'{collection}",
            DamageKinds.LogRecord => $"record {row.Values[2]} of shard {row.Values[1]}{collection} (document '{row.Values[3]}')",
            DamageKinds.Text => $"the text of document '{DocumentOf(session, row.Values[0])}'{collection}",
            DamageKinds.Content => $"the content of document '{DocumentOf(session, row.Values[0])}'{collection}, version {row.Values[1]}",
            DamageKinds.KeyValue => $"the value '{row.Values[1]}' of '{row.Values[0]}'",
            DamageKinds.Epoch => $"the owner of {row.Values[0]}",
            DamageKinds.Cached => $"the cached value {row.Values[1]}",
            _ => $"a row of {table.Name} ({string.Join(", ", row.Address)}){collection}",
        };
    }

    /// <summary>The collection or document that a row is of; null where it is of none, or does not say.</summary>
    internal static DamagedSubject? SubjectOf(SqlSession session, SealedTable table, SealedRow row)
    {
        if (CollectionKey(session, table, row) is not { } key)
            return null;
        string? document = DocumentIdOf(session, table, row);
        return session.First(
            "SELECT tenant, name FROM collections WHERE key = $1",
            found => Subject($"{found.GetValue(0)}", $"{found.GetValue(1)}", document),
            key
        );
    }

    /// <summary>A document.</summary>
    internal static DamagedSubject? SubjectOf(SqlSession session, Rows.DocumentRow row) =>
        session.First(
            "SELECT tenant, name FROM collections WHERE key = $1",
            found => Subject(found.GetString(0), found.GetString(1), row.Id.Value),
            row.Collection
        );

    /// <summary>A document of a collection.</summary>
    internal static DamagedSubject Subject(string tenant, string name, string? document) =>
        new(new CollectionId(tenant, name), document is null ? null : new DocumentId(document));

    private static string? DocumentIdOf(SqlSession session, SealedTable table, SealedRow row) =>
        table.Kind switch
        {
            DamageKinds.Document => row.Values[1] as string,
            DamageKinds.LogRecord => row.Values[3] as string,
            DamageKinds.Text or DamageKinds.Content => DocumentOf(session, row.Values[0]),
            DamageKinds.Name => DocumentOf(session, row.Values[2]),
            _ => null,
        };

    /// <summary>Tenant and name of a collection, or null.</summary>
    internal static string? CollectionOf(SqlSession session, long key) =>
        session.First("SELECT tenant, name FROM collections WHERE key = $1", row => $"{row.GetValue(0)}/{row.GetValue(1)}", key);

    private static long? CollectionKey(SqlSession session, SealedTable table, SealedRow row) =>
        table.Name switch
        {
            "collections" => row.Address[0] as long?,
            "texts" or "contents" => row.Values[0] is long document
                ? session.Scalar("SELECT collection FROM documents WHERE key = $1", document)
                : null,
            "job_documents" => row.Values[0] is long job ? session.Scalar("SELECT collection FROM jobs WHERE key = $1", job) : null,
            _ => Array.IndexOf(table.Columns, "collection") is >= 0 and int column ? row.Values[column] as long? : null,
        };

    private static string DocumentOf(SqlSession session, object? key) =>
        key is long number ? session.First("SELECT id FROM documents WHERE key = $1", row => $"{row.GetValue(0)}", number) ?? "?" : "?";
}
