namespace RagCluster.Ranking.Diversity;

/// <summary>Where an item stands in its source.</summary>
/// <param name="Source">The source, for example a document's version.</param>
/// <param name="Ordinal">The item's place in it, from 0.</param>
public readonly record struct Place(string Source, int Ordinal);
