using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Corpus.Damage;

/// <summary>What a damage is of.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document; null for the collection itself.</param>
public sealed record DamagedSubject(CollectionId Collection, DocumentId? Document);
