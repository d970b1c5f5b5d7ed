using RagCluster.Corpus.Access;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>The list of who may see a document within its metadata as they are stored.</summary>
internal static class AclText
{
    /// <summary>What stored metadata with a list contains, as a pattern of SQL. A quote in a value is stored as an escape.</summary>
    public const string Pattern = $"%\"{DocumentAcl.MetadataKey}\":%";

    private const string Mark = $"\"{DocumentAcl.MetadataKey}\":";

    /// <summary>The list; null for none.</summary>
    /// <param name="metadata">The metadata as canonical JSON.</param>
    public static DocumentAcl? Of(string metadata) =>
        metadata.Contains(Mark, StringComparison.Ordinal) ? DocumentAcl.Of(MetadataJson.Read(metadata)) : null;

    /// <summary>The same metadata with another list, or without one.</summary>
    /// <param name="metadata">The metadata as canonical JSON.</param>
    /// <param name="acl">The list; null for none.</param>
    public static string Put(string metadata, DocumentAcl? acl) => MetadataJson.Write(DocumentAcl.Put(MetadataJson.Read(metadata), acl));

    /// <summary>Whether two lists let in the same.</summary>
    public static bool AreEqual(DocumentAcl? left, DocumentAcl? right) => ValueOf(left) == ValueOf(right);

    private static MetadataValue? ValueOf(DocumentAcl? acl) => acl?.ToValue();
}
