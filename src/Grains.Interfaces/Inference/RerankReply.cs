namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Scores of passages.</summary>
/// <param name="Model">The model that gave them.</param>
/// <param name="Scores">One score a passage, in their order: 0 to 1, a better passage's is higher.</param>
/// <param name="Weight">The share that the scores should have in a final order, 0 to 1; the order before has the rest.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RerankReply")]
public sealed record RerankReply([property: Id(0)] string Model, [property: Id(1)] float[] Scores, [property: Id(2)] double Weight);
