using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>What became of a damaged row.</summary>
/// <param name="IsMended">Whether it can be read again.</param>
/// <param name="What">Names it, for people.</param>
/// <param name="Outcome">What was done, or what is to be done.</param>
internal sealed record Mending(bool IsMended, string What, string Outcome)
{
    /// <summary>Whether what was written is there again, or is made again.</summary>
    public bool IsRepaired { get; init; } = IsMended;

    /// <summary>What it is of, where that is a document or a collection.</summary>
    public DamagedSubject? Subject { get; init; }

    /// <summary>The document that is indexed again to make it, or null.</summary>
    public (CollectionId Collection, DocumentId Document)? Remade { get; init; }
}
