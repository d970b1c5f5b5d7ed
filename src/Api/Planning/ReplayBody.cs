namespace RagCluster.Api.Planning;

/// <summary>The body of <c>replay</c>.</summary>
/// <param name="Id">The id of a recorded query, as its explanation names it.</param>
internal sealed record ReplayBody(string Id);
