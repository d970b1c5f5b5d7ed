namespace RagCluster.Api.Repeats;

/// <summary>Marks an endpoint whose answer holds a secret that is shown once.</summary>
internal sealed record MadeSecret;
