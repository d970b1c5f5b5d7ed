namespace RagCluster.Corpus.Metadata;

/// <summary>Passes what every part passes.</summary>
/// <param name="Filters">The parts.</param>
[GenerateSerializer]
[Alias("RagCluster.AllFilter")]
public sealed record AllFilter([property: Id(0)] MetadataFilter[] Filters) : MetadataFilter
{
    /// <inheritdoc/>
    public override bool Passes(IReadOnlyDictionary<string, MetadataValue> metadata) => Filters.All(f => f.Passes(metadata));
}
