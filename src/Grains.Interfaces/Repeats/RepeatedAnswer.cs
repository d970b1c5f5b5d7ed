namespace RagCluster.Grains.Interfaces.Repeats;

/// <summary>An answer that is given again.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="ContentType">The media type; empty without a body.</param>
/// <param name="Location">Where what was made is; empty where nothing was.</param>
/// <param name="Body">The body.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RepeatedAnswer")]
public sealed record RepeatedAnswer(
    [property: Id(0)] int Status,
    [property: Id(1)] string ContentType,
    [property: Id(2)] string Location,
    [property: Id(3)] byte[] Body
);
