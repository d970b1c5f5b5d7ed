namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>One of the ways that an experiment compares.</summary>
/// <param name="Name">Its name within the experiment.</param>
/// <param name="Share">Its share of the units, above 0.</param>
/// <param name="Overrides">What it changes of a request.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ArmDefinition")]
public sealed record ArmDefinition(
    [property: Id(0)] string Name,
    [property: Id(1)] double Share,
    [property: Id(2)] QueryOverrides Overrides
);
