namespace RagCluster.Api.Planning;

/// <summary>An event after which less of what was learned holds.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Cause">What happened: <c>documents</c> changed, or the <c>model</c>.</param>
/// <param name="ChangedShare">The share of the recently cited documents that it changed, 0 to 1.</param>
/// <param name="Left">The share of the evidence of quality that it left, 0 to 1.</param>
internal sealed record DecoherenceResponse(DateTimeOffset At, string Cause, double ChangedShare, double Left);
