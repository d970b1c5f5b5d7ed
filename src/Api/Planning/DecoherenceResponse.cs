namespace RagCluster.Api.Planning;

/// <summary>An event after which less of what was learned holds, over HTTP.</summary>
internal sealed record DecoherenceResponse(DateTimeOffset At, string Cause, double ChangedShare, double Left);
