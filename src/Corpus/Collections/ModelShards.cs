namespace RagCluster.Corpus.Collections;

/// <summary>Shards of a collection that hold the vectors of another model than the one that answers, while the model changes.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Revision">The model's revision; null as it is in the settings.</param>
/// <param name="Dimensions">Length of its vectors.</param>
/// <param name="FirstShard">The number of the first of these shards.</param>
/// <param name="IsRetiring">Whether they answered until the change and soon go; otherwise they are being built.</param>
/// <param name="JobId">The job of the change.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ModelShards")]
public sealed record ModelShards(
    [property: Id(0)] string Model,
    [property: Id(1)] string? Revision,
    [property: Id(2)] int Dimensions,
    [property: Id(3)] int FirstShard,
    [property: Id(4)] bool IsRetiring,
    [property: Id(5)] string JobId
);
