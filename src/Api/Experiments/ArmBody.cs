namespace RagCluster.Api.Experiments;

/// <summary>An arm of an experiment.</summary>
/// <param name="Name">Its name: lower-case letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Share">Its share of the units, above 0; equal shares when every arm leaves it out.</param>
/// <param name="Overrides">What it changes of a request.</param>
internal sealed record ArmBody(string Name, double? Share = null, OverridesBody? Overrides = null);
