using RagCluster.Corpus.Damage;

namespace RagCluster.Storage;

/// <summary>What a check of the whole store found.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Findings">What is damaged.</param>
public sealed record StoreReport(long Rows, DamageFinding[] Findings);
