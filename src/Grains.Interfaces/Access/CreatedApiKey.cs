namespace RagCluster.Grains.Interfaces.Access;

/// <summary>A key with its text, shown this once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">What a client sends. Never log it.</param>
[GenerateSerializer]
[Alias("RagCluster.CreatedApiKey")]
[Immutable]
public sealed record CreatedApiKey([property: Id(0)] ApiKey Key, [property: Id(1)] string Text);
