using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Backup.Asking;

/// <summary>A passage of a document's own text, asked of the collection that holds the document.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document as the store has it.</param>
/// <param name="Text">The document's whole text.</param>
/// <param name="Query">The passage.</param>
public sealed record TrialQuestion(CollectionId Collection, Document Document, string Text, string Query)
{
    /// <summary>The question, as findings name it.</summary>
    public override string ToString() => $"{Collection}: asked for a passage of the document {Document.Id.Value} ('{Short(Query)}')";

    // No more than what recognises it: findings go to logs.
    private static string Short(string query)
    {
        const int ShownMax = 40;
        int length = query.Length <= ShownMax ? query.Length : ShownMax - (char.IsHighSurrogate(query[ShownMax - 1]) ? 1 : 0);
        return query[..length] + (length < query.Length ? "…" : "");
    }
}
