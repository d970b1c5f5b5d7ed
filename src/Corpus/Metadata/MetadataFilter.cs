namespace RagCluster.Corpus.Metadata;

/// <summary>Which documents may answer: a comparison, or a combination of filters.</summary>
[GenerateSerializer]
[Alias("RagCluster.MetadataFilter")]
public abstract record MetadataFilter
{
    /// <summary>
    /// Whether a document with this metadata passes. A missing key passes only <see cref="ComparisonOperator.NotEqual"/> and
    /// <see cref="ComparisonOperator.NotIn"/>; values of different kinds are never equal and never ordered.
    /// </summary>
    /// <param name="metadata">The document's metadata.</param>
    public abstract bool Passes(IReadOnlyDictionary<string, MetadataValue> metadata);
}
