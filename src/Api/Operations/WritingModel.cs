namespace RagCluster.Api.Operations;

/// <summary>The chat model that writes answers on this node; a node without one has none of these.</summary>
/// <param name="Model">Its name.</param>
/// <param name="RestsFor">How long it is left alone because it failed; null while it is asked.</param>
public sealed record WritingModel(string Model, Func<TimeSpan?> RestsFor);
