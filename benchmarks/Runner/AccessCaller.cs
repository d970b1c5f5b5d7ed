namespace RagCluster.Benchmarks;

/// <summary>Somebody who asks a server.</summary>
/// <param name="Name">What the figures call them.</param>
/// <param name="Server">The server.</param>
/// <param name="Processor">The processor time that the server used so far.</param>
/// <param name="Credentials">What they send; null for nothing.</param>
internal sealed record AccessCaller(string Name, Uri Server, Func<TimeSpan> Processor, string? Credentials);
