using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// Who sent a document's latest version, within its metadata as they are stored. It stays in the store: no document that is read, no log
/// and no segment has it.
/// </summary>
internal static class SenderText
{
    private const string Key = Corpus.Documents.UploadedDocument.SenderKey;
    private const string Mark = $"\"{Key}\":";

    /// <summary>Stored metadata apart: what a client said, and the sender.</summary>
    /// <param name="stored">The metadata as they are stored.</param>
    public static (string Metadata, string? Sender) Split(string stored)
    {
        if (!stored.Contains(Mark, StringComparison.Ordinal))
            return (stored, null);
        Dictionary<string, MetadataValue> metadata = MetadataJson.Read(stored);
        return metadata.Remove(Key, out MetadataValue? sender) ? (MetadataJson.Write(metadata), sender.Text) : (stored, null);
    }

    /// <summary>Metadata as they are stored.</summary>
    /// <param name="metadata">What a client said, as canonical JSON.</param>
    /// <param name="sender">The sender; null for nobody who is known.</param>
    public static string Join(string metadata, string? sender) =>
        sender is null
            ? metadata
            : MetadataJson.Write(new Dictionary<string, MetadataValue>(MetadataJson.Read(metadata)) { [Key] = MetadataValue.Of(sender) });

    /// <summary>
    /// What the stored metadata of every document of a sender contain, and of no other: a quote in a value is stored as an escape.
    /// </summary>
    /// <param name="sender">The sender.</param>
    public static string PartOf(string sender) =>
        MetadataJson.Write(new Dictionary<string, MetadataValue> { [Key] = MetadataValue.Of(sender) })[1..^1];
}
