using System.Globalization;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Backup.Asking;

/// <summary>A passage of a document's own text, asked of the collection that holds the document.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document as the store has it.</param>
/// <param name="Text">The document's whole text.</param>
/// <param name="Start">Where about in the text the passage begins.</param>
/// <param name="Query">The passage.</param>
public sealed record TrialQuestion(CollectionId Collection, Document Document, string Text, int Start, string Query)
{
    /// <summary>The question, as findings name it. Its words are left out: findings go to logs, and the text may be a secret.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Collection}: asked for a passage of the document {Document.Id.Value} (of {Query.Length} characters, from {Start})"
        );
}
