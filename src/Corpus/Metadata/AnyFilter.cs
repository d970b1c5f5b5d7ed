namespace RagCluster.Corpus.Metadata;

/// <summary>Passes what at least one part passes.</summary>
/// <param name="Filters">The parts.</param>
[GenerateSerializer]
[Alias("RagCluster.AnyFilter")]
public sealed record AnyFilter([property: Id(0)] MetadataFilter[] Filters) : MetadataFilter
{
    /// <inheritdoc/>
    public override bool Passes(IReadOnlyDictionary<string, MetadataValue> metadata) => Filters.Any(f => f.Passes(metadata));
}
